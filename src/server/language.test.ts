import { expect, test } from 'vitest';
import { acceptedLanguages } from './language.ts';

test.each([
  [undefined, []],
  ['', []],
  ['kk-KZ;q=0.5, ru', ['ru', 'kk-KZ']],
  ['en-GB,en;q=0.9,ru;q=0.8', ['en-GB', 'en', 'ru']],
  ['ru;q=0, en', ['en']],
  ['*, ;;; q=', ['*']],
])('%s', (header, expected) => {
  expect(acceptedLanguages(header)).toEqual(expected);
});
