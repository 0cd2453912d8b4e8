import type { LmsTarget } from '../../protocol/exam-settings.ts';
import type { FromView } from '../../protocol/view-port.ts';
import { sayReady } from './say-ready.ts';

export type LmsEvent = Extract<FromView, { type: 'lms' }>['event'];

/**
 * What one kind of LMS is like. One small file each. `lms` = how the exam describes it, null while that is not known
 * here; everything is asked again when it is.
 */
export interface LmsAdapter {
  /** The LMS's own fixed parts that room.css moves already. */
  placed: string | null;
  /** Its pages change without being loaded anew (history API): asked again after each change. */
  isSinglePage: boolean;
  /** What this page says of the attempt as it stands now, if anything. Told only when it is another than last time. */
  eventOfPage: (lms: LmsTarget | null) => LmsEvent | null;
  /** Remembers across pages what leaving this one, or a press in it, means. */
  watch: (lms: () => LmsTarget | null, signal: AbortSignal) => void;
  /** The quiz's title, as this page has it. */
  title: (lms: LmsTarget | null) => string | null;
  /** The words on the button that starts the attempt, if this page has one. */
  startLabel: () => string | null;
  /** The field that asks for the quiz's access password, if this page has one. */
  passwordField: (lms: LmsTarget | null) => HTMLInputElement | null;
  /** Tells the page, while it may be waiting for it, that the exam is being recorded. */
  sayReady: (signal: AbortSignal) => void;
}

/** For what only some LMSs have. */
export const plain = {
  placed: null,
  isSinglePage: false,
  watch: () => {},
  startLabel: () => null,
  sayReady,
} satisfies Partial<LmsAdapter>;

export const find = (selector: string): HTMLElement | null => document.querySelector(selector);
export const findInput = (selector: string): HTMLInputElement | null => {
  const found = find(selector);
  return found instanceof HTMLInputElement ? found : null;
};
export const textOf = (selector: string): string | null => find(selector)?.textContent?.trim() || null;
