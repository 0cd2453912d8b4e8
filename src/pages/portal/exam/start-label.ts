import type { LmsTarget } from '../../../protocol/exam-settings.ts';

/**
 * What the LMS itself calls its start button, in the language such an LMS is set up in here; the guide's own words
 * where it is not known. Moodle 4.5 Russian language pack, `quiz:attemptquiznow`.
 */
const labels: Partial<Record<LmsTarget['adapter'], string>> = { moodle: 'Пройти тест' };

export const startLabel = (adapter: LmsTarget['adapter'], byDefault: string): string =>
  labels[adapter] ? `${labels[adapter]}» / «${byDefault}` : byDefault;
