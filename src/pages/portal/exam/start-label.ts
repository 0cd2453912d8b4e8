import type { LmsTarget } from '../../../protocol/exam-settings.ts';

/** What the LMS itself calls its start button. Moodle 4.5, Russian language pack, `quiz:attemptquiznow`. */
const labels: Partial<Record<LmsTarget['adapter'], string>> = { moodle: 'Пройти тест' };

/** The LMS's own label, then the guide's, as an institution may have renamed it; `between` closes and opens quotes. */
export const startLabel = (adapter: LmsTarget['adapter'], byGuide: string, between: string): string =>
  [labels[adapter], byGuide].filter(Boolean).join(between);
