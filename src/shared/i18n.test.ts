import { expect, test } from 'vitest';
import { pickLanguage, readLanguage } from './i18n.ts';

test.each([
  ['kk-KZ', 'kk'],
  ['ru_kids', 'ru'],
  ['EN', 'en'],
  ['de', null],
  ['', null],
  [null, null],
])('the tag %s names %s', (tag, language) => {
  expect(readLanguage(tag)).toBe(language);
});
test('the choice goes before what the person prefers, and Russian stands last', () => {
  expect(pickLanguage('kk', ['en'])).toBe('kk');
  expect(pickLanguage(null, [null, 'de', 'en-GB'])).toBe('en');
  expect(pickLanguage(null, ['de'])).toBe('ru');
});
