import { expect, test } from 'vitest';
import { changesBetween } from './record-audit.ts';

test('names what is different and nothing else', () => {
  const before = { name: 'A', settings: { rules: { a: true, b: false }, list: [1] }, same: null };
  const after = { name: 'B', settings: { rules: { a: true, b: true }, list: [1, 2] }, same: null, added: 1 };
  expect(changesBetween(before, after)).toEqual([
    { field: 'name', before: 'A', after: 'B' },
    { field: 'settings.rules.b', before: false, after: true },
    { field: 'settings.list', before: [1], after: [1, 2] },
    { field: 'added', after: 1 },
  ]);
  expect(changesBetween(before, before)).toEqual([]);
  expect(changesBetween({ gone: 1 }, {})).toEqual([{ field: 'gone', before: 1 }]);
});
