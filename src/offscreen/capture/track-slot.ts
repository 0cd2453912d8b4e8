import type { CheckCause } from '../../protocol/check.ts';
import type { TrackStatus } from '../../protocol/calls.ts';
import { mediaCause } from '../../shared/media-cause.ts';

/** The place of one device: its track while it has one, else why not. The status is read off the track itself. */
export class TrackSlot {
  #track: MediaStreamTrack | null = null;
  #label = '';
  #failure: { cause: CheckCause; detail: string } | null = null;
  #watching = new AbortController();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The track while it delivers or may deliver again. */
  get live(): MediaStreamTrack | null {
    return this.#track?.readyState === 'live' ? this.#track : null;
  }

  get label(): string {
    return this.#label;
  }

  get status(): TrackStatus {
    if (this.#track?.readyState === 'live') {
      return { state: this.#track.muted ? 'muted' : 'live', label: this.#track.label };
    }
    // Ended by the browser or the system: unplugged, permission withdrawn, sharing stopped.
    if (this.#track) return { state: 'failed', cause: 'missing', detail: 'ended' };
    return this.#failure ? { state: 'failed', ...this.#failure } : { state: 'off' };
  }

  put(track: MediaStreamTrack): void {
    this.#drop();
    this.#track = track;
    this.#label = track.label;
    const { signal } = (this.#watching = new AbortController());
    for (const event of ['ended', 'mute', 'unmute']) {
      track.addEventListener(event, () => this.#onChange(), { signal });
    }
    this.#onChange();
  }

  fail(error: unknown): void {
    this.failWith(
      mediaCause(error),
      error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    );
  }

  /** A live track is not given up for a failed attempt to get another. */
  failWith(cause: CheckCause, detail: string): void {
    if (this.live) return;
    this.#drop();
    this.#failure = { cause, detail };
    this.#onChange();
  }

  /** Gives its track up, if it has one, for a reason. */
  withdraw(cause: CheckCause): void {
    this.#drop();
    this.#failure = { cause, detail: 'not allowed any more' };
    this.#onChange();
  }

  close(): void {
    this.#drop();
    this.#onChange();
  }

  #drop(): void {
    this.#watching.abort();
    this.#track?.stop();
    this.#track = null;
    this.#failure = null;
  }
}
