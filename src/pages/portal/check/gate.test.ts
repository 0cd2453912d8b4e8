import { expect, test } from 'vitest';
import type { CheckId } from '../../../protocol/check.ts';
import { bad, good } from './check.ts';
import { gateOf } from './gate.ts';

const hard: CheckId[] = ['camera', 'microphone', 'screen', 'server'];
const all = (failed: CheckId[] = []) =>
  [...hard, 'light' as const].map((id) => (failed.includes(id) ? bad(id, 'failed') : good(id)));

test('everything green', () => {
  expect(gateOf(all(), [], 1)).toBe('free');
});
test.each(hard)('%s stops, however often one tries', (id) => {
  expect(gateOf(all([id]), [], 1)).toBe('stopped');
  expect(gateOf(all([id]), [], 9)).toBe('stopped');
});
test('an exam can soften a hard check: then it only advises', () => {
  expect(gateOf(all(['microphone']), ['microphone'], 1)).toBe('advised');
  expect(gateOf(all(['microphone']), ['microphone'], 2)).toBe('free');
});
test('the others advise once', () => {
  expect(gateOf(all(['light']), [], 1)).toBe('advised');
  expect(gateOf(all(['light']), [], 2)).toBe('free');
});
test('a hard check without a result is red, unless softened', () => {
  const results = all().filter(({ id }) => id !== 'screen');
  expect(gateOf(results, [], 1)).toBe('stopped');
  expect(gateOf(results, ['screen'], 1)).toBe('free');
});
