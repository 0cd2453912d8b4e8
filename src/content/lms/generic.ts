import type { LmsAdapter } from './adapter.ts';

/** Any page found by the exam's URL patterns: that it is open is all that can be said of it. */
export const generic: LmsAdapter = {
  placed: null,
  eventOfPage: () => 'quiz_opened',
  watch: () => {},
  startLabel: () => null,
  sayReady: () => {},
};
