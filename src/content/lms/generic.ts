import { find, findInput, type LmsAdapter, plain, textOf } from './adapter.ts';
import { noteHandedIn, noteUnderWay, takeHandedIn, takeUnderWay } from './handed-in.ts';

/** After a press on the control that hands in, it has this long to go; a student who thinks better of it stays. */
const PRESS_HOLDS_MS = 30_000;
let pressedAt = -Infinity;
const isPressed = (): boolean => Date.now() - pressedAt < PRESS_HOLDS_MS;
/** True once per press. */
function takePress(): boolean {
  const was = isPressed();
  pressedAt = -Infinity;
  return was;
}

/** Any page found by the exam's URL patterns, told apart by the selectors the exam may name. */
export const generic: LmsAdapter = {
  ...plain,
  isSinglePage: true,
  eventOfPage: (lms) => {
    if (!lms) return 'quiz_opened';
    const { attempt, finish, finished } = lms.selectors ?? {};
    const hasFinish = finish !== undefined && find(finish) !== null;
    if (finished && find(finished)) {
      // An attempt that was over between two looks is known by the press alone.
      return [takeUnderWay(), takeHandedIn(), takePress()].includes(true) ? 'attempt_submitted' : null;
    }
    if (hasFinish || (attempt && find(attempt))) {
      takeHandedIn();
      noteUnderWay();
      return 'attempt_started';
    }
    if (takeHandedIn() || takePress()) {
      takeUnderWay();
      return 'attempt_submitted';
    }
    return 'quiz_opened';
  },
  watch: (lms, signal) => {
    addEventListener(
      'click',
      (event) => {
        const finish = lms()?.selectors?.finish;
        const pressed = event.composedPath()[0];
        if (finish && pressed instanceof Element && pressed.closest(finish)) pressedAt = Date.now();
      },
      { capture: true, signal },
    );
    addEventListener('pagehide', () => isPressed() && noteHandedIn(), { signal });
  },
  title: (lms) => textOf(lms?.selectors?.title ?? 'h1'),
  passwordField: (lms) => {
    const password = lms?.selectors?.password;
    return password ? findInput(password) : null;
  },
};
