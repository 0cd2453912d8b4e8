import type { LmsAdapter } from './adapter.ts';
import { generic } from './generic.ts';
import { isMoodleQuiz, moodle } from './moodle.ts';

/** By what the page itself is: it is asked before the exam's settings are known here. Needs the body. */
export const pickAdapter = (): LmsAdapter => (isMoodleQuiz() ? moodle : generic);
