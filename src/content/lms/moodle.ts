import type { LmsAdapter } from './adapter.ts';
import { postFader } from './moodle-fader.ts';

/** Moodle 4.x, Boost and secure window. Ids and classes are the same in every language; words are never matched. */

export const isMoodleQuiz = (): boolean => document.body?.id.startsWith('page-mod-quiz-') ?? false;
const isPage = (name: string): boolean => document.body.id === `page-mod-quiz-${name}`;

/** Set when the attempt was handed in and taken up by the next page; the value is the attempt's id. */
const HANDED_IN = 'examus.handed-in';

export const moodle: LmsAdapter = {
  placed: 'nav.navbar.fixed-top,.drawer-right,.drawer-right-toggle,.btn-footer-popover',

  eventOfPage: () => {
    if (isPage('attempt') || isPage('summary')) {
      // Handing in did not succeed: the attempt goes on.
      sessionStorage.removeItem(HANDED_IN);
      return isPage('attempt') ? 'attempt_started' : null;
    }
    // Where a review is not allowed Moodle goes back to the quiz page, so any other page confirms it.
    if (sessionStorage.getItem(HANDED_IN) !== null) {
      sessionStorage.removeItem(HANDED_IN);
      return 'attempt_submitted';
    }
    return isPage('view') ? 'quiz_opened' : null;
  },

  watch: (signal) => {
    let isHandingIn = false;
    // Tells of `form.submit()` too, which Moodle uses at time-up and after its dialog, and which no `submit` event does.
    navigation.addEventListener('navigate', (event) => (isHandingIn = endsAttempt(event)), { signal });
    addEventListener(
      'pagehide',
      () => {
        if (isHandingIn) sessionStorage.setItem(HANDED_IN, attemptId());
      },
      { signal },
    );
  },

  startLabel: () =>
    document
      .querySelector('.quizstartbuttondiv form[action$="/mod/quiz/startattempt.php"] button[type=submit]')
      ?.textContent?.trim() || null,

  sayReady: (isRecording, signal) => {
    if (isPage('attempt')) postFader(isRecording, signal);
  },
};

/** The POST that ends an attempt: the student's confirmed hand-in, or time-up. */
function endsAttempt({ destination, formData }: NavigateEvent): boolean {
  if (!new URL(destination.url).pathname.endsWith('/mod/quiz/processattempt.php')) return false;
  return formData?.get('finishattempt') === '1' || formData?.get('timeup') === '1';
}

const attemptId = (): string =>
  document.querySelector<HTMLInputElement>('input[name=attempt]')?.value ??
  new URLSearchParams(location.search).get('attempt') ??
  '';
