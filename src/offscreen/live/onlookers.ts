import type { SessionId } from '../../protocol/ids.ts';
import { mayBeWatched, type StudentLook, type ToStudent } from '../../protocol/live.ts';
import type { SessionView } from '../../protocol/views.ts';
import type { Capture } from '../capture/capture.ts';
import type { ServerClock } from '../clock.ts';
import type { LiveLine } from './live-line.ts';
import { Stills } from './stills.ts';
import { Viewers } from './viewers.ts';

export interface OnlookersOptions {
  sessionId: SessionId;
  capture: Capture;
  clock: ServerClock;
  session: () => SessionView;
  isBacklogged: () => boolean;
  /** `isWatched` is another than before. */
  onChange: () => void;
  signal: AbortSignal;
}

/** Proctors who look at this student now: stills for the many, live pictures for those who opened this one. */
export class Onlookers {
  readonly #options: OnlookersOptions;
  readonly #stills: Stills;
  readonly #viewers: Viewers;
  #line: LiveLine | null = null;
  #look: StudentLook | null = null;
  #wasWatched = false;

  constructor(options: OnlookersOptions) {
    this.#options = options;
    this.#stills = new Stills({
      ...options,
      wish: () => this.#allowed?.stills ?? null,
      line: () => this.#line,
    });
    this.#viewers = new Viewers({
      ...options,
      say: (viewerId, data, streams) =>
        this.#line?.send({ type: 'signal', viewerId, data: { ...data }, streams }),
    });
  }

  /** Somebody has this student before them, large. */
  get isWatched(): boolean {
    return this.#allowed?.watched ?? false;
  }

  /** Nobody is shown what the student has not agreed to, whatever the server asks for. */
  get #allowed(): StudentLook | null {
    return mayBeWatched(this.#options.session()) ? this.#look : null;
  }

  connect(line: LiveLine | null): void {
    this.#line = line;
    // Whoever looks says so again on the next line.
    this.#look = null;
    this.update();
  }

  hear(message: Extract<ToStudent, { type: 'look' | 'signal' }>): void {
    if (message.type === 'signal') return this.#viewers.hear(message.viewerId, message.data);
    this.#look = message;
    this.update();
  }

  /** The session changed too. */
  update(): void {
    const look = this.#allowed;
    this.#viewers.see(look?.viewers ?? [], look?.ice ?? null);
    this.#stills.wake();
    if (this.isWatched === this.#wasWatched) return;
    this.#wasWatched = this.isWatched;
    this.#options.onChange();
  }
}
