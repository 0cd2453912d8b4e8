import { Bell } from '../bell.ts';
import { copyFrame, rgbaBytes } from './copy-frame.ts';
import type { RgbaFrame } from './rgba-frame.ts';

/**
 * The one reader of the camera. Everybody who looks at pictures subscribes with the pace they want now; a frame is
 * turned into pixels once, and only when somebody is due.
 *
 * Pixels come by `VideoFrame.copyTo`, not by a canvas: in software rendering each new frame drawn costs about 1 MB of
 * the renderer's memory, up to half a gigabyte, and offscreen documents get no animation frames to draw in.
 */
interface Watcher {
  /** Milliseconds between pictures; null = none now. */
  everyMs: () => number | null;
  take: (frame: RgbaFrame) => void;
  servedAt: number;
}

/** By the pace that is wanted now: who wants more than they did need not wait for a beat of the old pace. */
const dueAt = ({ servedAt }: Watcher, everyMs: number): number => nextBeat(servedAt, everyMs);

/** Nobody is due: looked at again after this, as a watcher may want more by then. */
const LOOK_AGAIN_MS = 100;
/** A camera at 15 fps delivers each 67 ms; being early by half of that keeps 10 fps from becoming 7.5. */
const EARLY_MS = 34;

/**
 * Everybody's next picture is due on the same beats, counted from the same zero: those who want as many a second, or
 * half as many, are served by the same pictures.
 */
export function nextBeat(now: number, everyMs: number): number {
  if (everyMs === 0) return now;
  const next = (Math.floor((now + EARLY_MS) / everyMs) + 1) * everyMs;
  // Served late: not twice in a row.
  return next - now < everyMs / 2 ? next + everyMs : next;
}

export class CameraFrames {
  readonly #watchers = new Set<Watcher>();
  readonly #bell = new Bell();
  #buffer = new ArrayBuffer(0);

  constructor(track: MediaStreamTrack, signal: AbortSignal) {
    void this.#read(track, signal);
  }

  watch(everyMs: Watcher['everyMs'], take: Watcher['take'], signal: AbortSignal): void {
    const watcher: Watcher = { everyMs, take, servedAt: -Infinity };
    this.#watchers.add(watcher);
    this.#bell.ring();
    signal.addEventListener('abort', () => this.#watchers.delete(watcher));
  }

  /** The next picture, in a copy of its own. */
  next(signal: AbortSignal): Promise<RgbaFrame> {
    return new Promise((resolve, reject) => {
      const done = new AbortController();
      const fail = () => (done.abort(), reject(signal.reason as Error));
      if (signal.aborted) return fail();
      signal.addEventListener('abort', fail, { once: true, signal: done.signal });
      const take = (frame: RgbaFrame) => {
        done.abort();
        resolve({ ...frame, pixels: frame.pixels.slice() });
      };
      this.watch(() => 0, take, done.signal);
    });
  }

  async #read(track: MediaStreamTrack, signal: AbortSignal): Promise<void> {
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
    signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    while (!signal.aborted) {
      // Frames nobody waits for are let go by the browser: taking each out costs more than the pictures that are used.
      const restMs = this.#restMs(performance.now());
      if (restMs > 0) {
        await this.#bell.heard(signal, restMs);
        continue;
      }
      const { value: frame, done } = await reader.read();
      if (done) return;
      try {
        const due = this.#takeDue(performance.now());
        if (due.length > 0) {
          const picture = await this.#copy(frame);
          for (const watcher of due) watcher.take(picture);
        }
      } catch {
        // A frame that could not be copied is lost; the track's own events tell when the camera is.
      } finally {
        // Always, or the camera stalls.
        frame.close();
      }
    }
  }

  /** How long nobody wants a picture; at most a little, as what they want may change. */
  #restMs(now: number): number {
    const due = [...this.#watchers].map((watcher) => {
      const everyMs = watcher.everyMs();
      return everyMs === null ? Infinity : dueAt(watcher, everyMs);
    });
    return Math.min(LOOK_AGAIN_MS, Math.min(...due) - EARLY_MS - now);
  }

  #takeDue(now: number): Watcher[] {
    const due: Watcher[] = [];
    for (const watcher of this.#watchers) {
      const everyMs = watcher.everyMs();
      if (everyMs === null || now < dueAt(watcher, everyMs) - EARLY_MS) continue;
      watcher.servedAt = now;
      due.push(watcher);
    }
    return due;
  }

  async #copy(frame: VideoFrame): Promise<RgbaFrame> {
    const size = rgbaBytes(frame);
    if (this.#buffer.byteLength !== size) this.#buffer = new ArrayBuffer(size);
    return copyFrame(frame, this.#buffer);
  }
}
