import { findInput, type LmsAdapter, textOf } from './adapter.ts';
import { noteHandIn, takeHandedIn } from './handed-in.ts';
import { sayReady } from './say-ready.ts';

/** Moodle 4.x, Boost and secure window. Ids and classes are the same in every language; words are never matched. */

export const isMoodleQuiz = (): boolean => document.body?.id.startsWith('page-mod-quiz-') ?? false;
const isPage = (name: string): boolean => document.body.id === `page-mod-quiz-${name}`;

export const moodle: LmsAdapter = {
  isSinglePage: false,
  placed: 'nav.navbar.fixed-top,.drawer-right,.drawer-right-toggle,.btn-footer-popover',

  eventOfPage: () => {
    // Taken by whatever page comes next. These mean that handing in did not succeed: the attempt goes on.
    const wasHandedIn = takeHandedIn();
    if (isPage('attempt')) return 'attempt_started';
    if (isPage('summary')) return null;
    // Where a review is not allowed Moodle goes back to the quiz page, so any other page confirms it.
    if (wasHandedIn) return 'attempt_submitted';
    return isPage('view') ? 'quiz_opened' : null;
  },

  watch: (_, signal) => noteHandIn(endsAttempt, signal),

  // A secure window heads its pages with the course.
  title: () =>
    document.body.classList.contains('pagelayout-secure')
      ? document.title.replace(/ \([^()]*\)$/, '')
      : textOf('.page-header-headings h1'),

  startLabel: () =>
    textOf('.quizstartbuttondiv form[action$="/mod/quiz/startattempt.php"] button[type=submit]'),

  passwordField: () => findInput('#id_quizpassword'),

  sayReady: (signal) => {
    if (isPage('attempt')) sayReady(signal);
  },
};

/** The POST that ends an attempt: the student's confirmed hand-in, or time-up. */
function endsAttempt({ destination, formData }: NavigateEvent): boolean {
  if (!new URL(destination.url).pathname.endsWith('/mod/quiz/processattempt.php')) return false;
  return formData?.get('finishattempt') === '1' || formData?.get('timeup') === '1';
}
