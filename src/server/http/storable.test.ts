import { expect, test } from 'vitest';
import { isStorable } from './storable.ts';

test.each([['text'], ['😀 қазақша\n\t\u0001'], [null], [5], [{ a: ['b', { c: '' }] }]])(
  '%j can be kept',
  (value) => {
    expect(isStorable(value)).toBe(true);
  },
);

test.each([['a\0'], ['\ud800'], ['\udc00x'], [{ a: [{ b: 'x\0' }] }], [{ 'k\0': 1 }]])(
  '%j cannot',
  (value) => {
    expect(isStorable(value)).toBe(false);
  },
);
