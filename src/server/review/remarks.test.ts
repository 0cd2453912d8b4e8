import { expect, it } from 'vitest';
import words from '../../../assets/_locales/ru/record.json' with { type: 'json' };
import { told } from './remarks.ts';

it.each(told)('the student reads of "%s" in words', (what) => {
  expect(words).toHaveProperty(`happened_${what}`);
});
