import type { LmsTarget } from '../../protocol/exam-settings.ts';
import type { LmsAdapter } from './adapter.ts';
import { canvas, isCanvasQuiz } from './canvas.ts';
import { generic } from './generic.ts';
import { isMoodleQuiz, moodle } from './moodle.ts';
import { isOpenEdx, openedx } from './openedx.ts';

const named = { moodle, canvas, openedx, generic };

/** By what the page itself is, else by what the exam says of it; a page that names selectors is taken at its word. */
export function pickAdapter(lms: LmsTarget | null): LmsAdapter {
  if (isMoodleQuiz()) return moodle;
  if (lms?.selectors) return generic;
  if (isCanvasQuiz()) return canvas;
  if (isOpenEdx()) return openedx;
  // A page of Moodle that is no quiz says nothing of an attempt.
  return lms ? named[lms.adapter] : generic;
}
