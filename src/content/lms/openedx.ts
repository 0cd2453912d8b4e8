import { find, type LmsAdapter, plain, textOf } from './adapter.ts';
import { noteUnderWay, takeUnderWay } from './handed-in.ts';

/**
 * Open edX's learning app, timed exams: one page, drawn anew at every step. The test ids are those of its special-exams
 * library and stay in its production builds. The timer stands from the start until the exam is handed in or over.
 */
const TIMER = '[data-testid="exam-timer"]';
const START = '[data-testid="start-exam-button"]';
const OVER = '[data-testid="exam.submittedExamInstructions.title"],[data-testid="exam-instructions-title"]';

export const isOpenEdx = (): boolean => location.pathname.startsWith('/learning/course/');

export const openedx: LmsAdapter = {
  ...plain,
  isSinglePage: true,
  eventOfPage: () => {
    if (find(TIMER)) {
      noteUnderWay();
      return 'attempt_started';
    }
    if (find(START)) return 'quiz_opened';
    // Neither timer nor exam: it is loading, or another unit of the course.
    return find(OVER) && takeUnderWay() ? 'attempt_submitted' : null;
  },
  title: () => textOf(`${TIMER} .alert-link`) ?? textOf('h1'),
  startLabel: () => textOf(START),
  passwordField: () => null,
};
