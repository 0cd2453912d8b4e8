import { describe, expect, it } from 'vitest';
import { compareTexts, unusedKeys } from './locale-rules.ts';

describe('compareTexts', () => {
  it('is content with equal keys, placeholders and each language’s plurals', () => {
    const byLanguage = {
      ru: {
        a: 'Осталось {n}',
        b: { one: '{count} минута', few: '{count} минуты', many: '{count} минут', other: '{count} минуты' },
      },
      kk: { a: '{n} қалды', b: { one: '{count} минут', other: '{count} минут' } },
      en: { a: '{n} left', b: { one: 'a minute', other: '{count} minutes' } },
    };
    expect(compareTexts(byLanguage)).toEqual([]);
  });

  it.each([
    ['a missing key', { ru: { a: 'x' }, en: {} }, '"a" is missing in en'],
    [
      'another placeholder',
      { ru: { a: '{n}' }, en: { a: '{m}' } },
      '"a" has placeholders [{n}] in ru, [{m}] in en',
    ],
    ['a missing plural form', { ru: { a: { one: 'x', other: 'y' } } }, 'plural forms [one other]'],
    [
      'a plural form the language has not',
      { en: { a: { one: 'x', few: 'y', other: 'z' } } },
      'plural forms [few one other]',
    ],
    ['an empty text', { en: { a: ' ' } }, 'has an empty text'],
  ])('names %s', (_, byLanguage, problem) => {
    expect(compareTexts(byLanguage as never).join()).toContain(problem);
  });
});

describe('unusedKeys', () => {
  const sources = ["t('start'); t(`check.${id}.title`); const codes = { not_found: 404 }; t(`${x}`)"];
  it.each(['start', 'check.camera.title', 'not_found'])('finds %s', (key) => {
    expect(unusedKeys([key], sources)).toEqual([]);
  });
  it.each(['started', 'check.camera', 'found', 'anything'])('misses %s', (key) => {
    expect(unusedKeys([key], sources)).toEqual([key]);
  });
});
