import { find, findInput, type LmsAdapter, plain, textOf } from './adapter.ts';
import { noteHandIn, takeHandedIn } from './handed-in.ts';

/** Canvas, classic quizzes: `/courses/C/quizzes/Q` and `…/take`, a full page load for every step. */

const ATTEMPT = 'form#submit_quiz_form';
export const isCanvasQuiz = (): boolean =>
  find(`${ATTEMPT},#quiz_show,input#quiz_access_code,#take_quiz_link`) !== null;

export const canvas: LmsAdapter = {
  ...plain,
  eventOfPage: () => {
    const wasHandedIn = takeHandedIn();
    if (find(ATTEMPT)) return 'attempt_started';
    if (wasHandedIn) return 'attempt_submitted';
    return isCanvasQuiz() ? 'quiz_opened' : null;
  },
  // Answers one at a time go to `…/submissions/S/record_answer`; the end, time-up too, to `…/submissions`.
  watch: (_, signal) =>
    noteHandIn(
      ({ destination, formData }) =>
        formData !== null && /\/quizzes\/\d+\/submissions\/?$/.test(new URL(destination.url).pathname),
      signal,
    ),
  title: () => textOf('.quiz-header h1,#quiz_title'),
  startLabel: () => textOf('#take_quiz_link'),
  passwordField: () => findInput('#quiz_access_code'),
};
