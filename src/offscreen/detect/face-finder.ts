import type { RgbaFrame } from '../frames/rgba-frame.ts';
import type { FromFaceWorker, Look, ToFaceWorker, Wanted } from './face-messages.ts';

/** Loading 11 MB of WebAssembly on a slow disk; a measured start takes a quarter of a second. */
const START_TIMEOUT_MS = 20_000;
/** A look takes 5–20 ms; longer than this and the worker is stuck. */
const LOOK_TIMEOUT_MS = 5000;

const NEAR_ALONE: Wanted = { far: false, pose: false };

/**
 * The face worker as one asynchronous function. Started by the first look; ending the worker, not closing the
 * detector, is what gives its 100 MB back.
 */
export class FaceFinder {
  #worker: Promise<Worker> | null = null;
  #buffer: ArrayBuffer | null = null;
  #isLooking = false;
  #failure: string | null = null;

  /** Why faces cannot be found on this computer (no WebGL), or null. */
  get unavailable(): string | null {
    return this.#failure;
  }
  get isLooking(): boolean {
    return this.#isLooking;
  }

  /** What is in the picture; null when it cannot be said: detection is unavailable, or busy with another picture. */
  async look(frame: RgbaFrame, wanted: Wanted = NEAR_ALONE): Promise<Look | null> {
    if (this.#failure !== null || this.#isLooking) return null;
    this.#isLooking = true;
    // Copied before anything is awaited: the frame is lent.
    const size = frame.pixels.byteLength;
    const pixels = this.#buffer?.byteLength === size ? this.#buffer : new ArrayBuffer(size);
    this.#buffer = null;
    new Uint8ClampedArray(pixels).set(frame.pixels);
    try {
      this.#worker ??= startWorker();
      const worker = await this.#worker;
      const { width, height, at } = frame;
      const message: ToFaceWorker = { type: 'look', pixels, width, height, at, wanted };
      const answered = nextAnswer(worker, LOOK_TIMEOUT_MS);
      worker.postMessage(message, [pixels]);
      const answer = await answered;
      if (answer.type !== 'seen') throw new Error('reason' in answer ? answer.reason : answer.type);
      this.#buffer = answer.pixels;
      return answer.look;
    } catch (error) {
      this.stop();
      this.#failure = String(error);
      return null;
    } finally {
      this.#isLooking = false;
    }
  }

  stop(): void {
    void this.#worker?.then(
      (worker) => worker.terminate(),
      () => undefined,
    );
    this.#worker = null;
    this.#buffer = null;
    this.#failure = null;
  }
}

async function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL('./face-worker.ts', import.meta.url), { type: 'module' });
  const answered = nextAnswer(worker, START_TIMEOUT_MS);
  const message: ToFaceWorker = { type: 'start', base: chrome.runtime.getURL('') };
  worker.postMessage(message);
  try {
    const answer = await answered;
    if (answer.type === 'ready') return worker;
    throw new Error('reason' in answer ? answer.reason : answer.type);
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function nextAnswer(worker: Worker, timeoutMs: number): Promise<FromFaceWorker> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const fail = (reason: string) => (done.abort(), reject(new Error(reason)));
    const timer = setTimeout(() => fail('the face worker did not answer'), timeoutMs);
    done.signal.addEventListener('abort', () => clearTimeout(timer));
    const { signal } = done;
    worker.addEventListener('error', (event) => fail(event.message || 'the face worker failed'), { signal });
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromFaceWorker>) => (done.abort(), resolve(data)),
      { signal },
    );
  });
}
