import type { FromView } from '../../protocol/view-port.ts';

export type LmsEvent = Extract<FromView, { type: 'lms' }>['event'];

/** What one kind of LMS is like. One small file each; asked once its page's body is there. */
export interface LmsAdapter {
  /** The LMS's own fixed parts that room.css moves already. */
  placed: string | null;
  /** What this page says of the attempt as it is opened, if anything. */
  eventOfPage: () => LmsEvent | null;
  /** Remembers across pages what leaving this one means. */
  watch: (signal: AbortSignal) => void;
  /** The words on the button that starts the attempt, if this page has one. */
  startLabel: () => string | null;
  /** Tells the page, while it may be waiting for it, that the exam is being recorded. */
  sayReady: (isRecording: () => boolean, signal: AbortSignal) => void;
}
