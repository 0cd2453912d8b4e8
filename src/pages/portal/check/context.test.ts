import { expect, test, vi } from 'vitest';

vi.mock('../../../shared/webext/bus.ts', () => ({ call: vi.fn() }));
const { nameSystem } = await import('./context.ts');

test.each([
  ['Windows', '15.0.0', 'Windows 11'],
  ['Windows', '10.0.0', 'Windows 10'],
  ['Windows', '0.3.0', 'Windows 7–8.1'],
  ['macOS', '14.5.0', 'macOS 14.5.0'],
  ['Linux', '', 'Linux'],
])('%s %s is %s', (platform, version, name) => {
  expect(nameSystem(platform, version)).toBe(name);
});
