import { expect, test } from 'vitest';
import { checkIds } from '../protocol/check.ts';
import { errorCodes } from '../protocol/errors.ts';
import { ruleIds } from '../protocol/rules.ts';
import { closeReasons, phases } from '../protocol/session.ts';
import { languages, reviewStates } from '../protocol/views.ts';
import { warningTypes } from '../protocol/warnings.ts';
import { commonTexts } from './common-texts.ts';
import { errorKey, errorTexts } from './error-texts.ts';

const wanted = [
  ...ruleIds.flatMap((id) => [`rule_${id}`, `rule_${id}_allowed`, `rule_${id}_forbidden`]),
  ...warningTypes.map((type) => `warning_${type}`),
  ...phases.map((phase) => `phase_${phase}`),
  ...closeReasons.map((reason) => `closed_${reason}`),
  ...reviewStates.map((state) => `review_${state}`),
  ...checkIds.map((id) => `check_${id}`),
];

test.each(languages)('%s has a word for every value of the protocol', (language) => {
  const missing = wanted.filter((key) => !Object.hasOwn(commonTexts[language], key));
  expect(missing).toEqual([]);
});

test.each(languages)('%s explains every error code', (language) => {
  expect(errorCodes.filter((code) => !Object.hasOwn(errorTexts[language], `error_${code}`))).toEqual([]);
});

test('what has no text of its own gets the general one', () => {
  expect(errorKey(Object.assign(new Error(), { code: 'not_found' }))).toBe('error_not_found');
  expect(errorKey(Object.assign(new Error(), { code: 'toString' }))).toBe('error_failed');
  expect(errorKey('thrown text')).toBe('error_failed');
});
