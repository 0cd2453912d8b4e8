import type { SessionId } from '../../protocol/ids.ts';
import type { StillsWish } from '../../protocol/live.ts';
import { packStill, type StillStream } from '../../protocol/still.ts';
import { Bell } from '../bell.ts';
import type { Capture } from '../capture/capture.ts';
import type { ServerClock } from '../clock.ts';
import { webpOf } from '../frames/encode.ts';
import { followFrames } from '../frames/follow-frames.ts';
import { grabFrame } from '../frames/grab-frame.ts';
import type { RgbaFrame } from '../frames/rgba-frame.ts';
import { shrinkInto } from '../frames/scale.ts';
import type { LiveLine } from './live-line.ts';

export interface StillsOptions {
  sessionId: SessionId;
  capture: Capture;
  clock: ServerClock;
  /** Null = nobody looks. */
  wish: () => StillsWish | null;
  line: () => LiveLine | null;
  /** The recording waits to go up: it comes first. */
  isBacklogged: () => boolean;
  signal: AbortSignal;
}

/** Enough to see who sits there and what stands on the screen; about 3 to 8 kB at a tile's size. */
const QUALITY = 0.6;
const BACKLOG_FACTOR = 4;
const IDLE_MS = 60_000;

/** Sends a small picture of camera and screen now and then, while a proctor looks. */
export class Stills {
  readonly #options: StillsOptions;
  readonly #bell = new Bell();
  #isEncodingCamera = false;

  constructor(options: StillsOptions) {
    this.#options = options;
    const { capture, signal } = options;
    followFrames(
      capture,
      () => this.#everyMs(),
      (frame) => void this.#sendCamera(frame),
      signal,
    );
    void this.#sendScreens();
  }

  /** The wish changed. */
  wake(): void {
    this.#bell.ring();
  }

  #everyMs(): number | null {
    const { wish, line, isBacklogged } = this.#options;
    const asked = wish();
    if (!asked || !line()) return null;
    return asked.everyMs * (isBacklogged() ? BACKLOG_FACTOR : 1);
  }

  async #sendCamera(frame: RgbaFrame): Promise<void> {
    if (this.#isEncodingCamera) return;
    this.#isEncodingCamera = true;
    try {
      await this.#send('camera', frame);
    } finally {
      this.#isEncodingCamera = false;
    }
  }

  async #sendScreens(): Promise<void> {
    const { capture, signal } = this.#options;
    while (!signal.aborted) {
      const everyMs = this.#everyMs();
      const track = capture.live('screen') ?? capture.live('tab');
      if (everyMs === null || !track) {
        await this.#bell.heard(signal, everyMs === null ? IDLE_MS : 1000);
        continue;
      }
      const startedAt = performance.now();
      const frame = await grabFrame(track, everyMs);
      if (frame) await this.#send('screen', frame);
      await this.#bell.heard(signal, Math.max(0, everyMs - (performance.now() - startedAt)));
    }
  }

  async #send(stream: StillStream, frame: RgbaFrame): Promise<void> {
    const { sessionId, clock, wish, line } = this.#options;
    const width = wish()?.width;
    // What has not left yet says that the line is slow: then one picture less.
    if (width === undefined || (line()?.unsentBytes() ?? 1) > 0) return;
    const at = clock.now();
    const webp = await webpOf(shrinkInto(frame, width, width), QUALITY).catch(() => null);
    if (webp) line()?.sendBytes(packStill({ sessionId, stream, at, webp }));
  }
}
