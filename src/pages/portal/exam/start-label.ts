import type { LmsTarget } from '../../../protocol/exam-settings.ts';
import type { Language } from '../../../protocol/language.ts';

/**
 * What the LMS itself calls its start button, in the languages it speaks. Moodle: `quiz:attemptquiz` of 4.5, in Kazakh
 * `attemptquiznow` of the 3.10 pack. Canvas and Open edX have no Kazakh, and their Russian words are not known here.
 */
const labels: Partial<Record<LmsTarget['adapter'], Partial<Record<Language, string>>>> = {
  moodle: { ru: 'Пройти тест', kk: 'Тестілеуді бастау', en: 'Attempt quiz' },
  canvas: { en: 'Take the Quiz' },
  openedx: { en: 'I am ready to start this timed exam.' },
};

/** The LMS's own label, then the guide's, as an institution may have renamed it; `between` closes and opens quotes. */
export function startLabel(
  adapter: LmsTarget['adapter'],
  language: Language,
  byGuide: string,
  between: string,
): string {
  const own = labels[adapter]?.[language];
  return own === undefined || own === byGuide ? byGuide : own + between + byGuide;
}
