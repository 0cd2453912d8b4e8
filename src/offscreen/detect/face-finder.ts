import type { RgbaFrame } from '../frames/rgba-frame.ts';
import { shrinkInto } from '../frames/scale.ts';
import type { FromFaceWorker, Look, ToFaceWorker, Wanted } from './face-messages.ts';
import { Restarts } from './restarts.ts';

/** Loading 11 MB of WebAssembly on a slow disk; a measured start takes a quarter of a second. */
const START_TIMEOUT_MS = 20_000;
/** A look takes 5–20 ms; longer than this and the worker is stuck. */
const LOOK_TIMEOUT_MS = 5000;

/**
 * What the models look at: 128 to 256 pixels a side, of the whole picture or, for the pose, of the face. In a picture of
 * this size they find the same faces and poses as in one twice as wide (tried on all drawn scenes), and about a fifth of
 * a look is saved: the way of the pixels into the graphics library.
 */
const LARGEST = { width: 320, height: 240 };

const NEAR_ALONE: Wanted = { far: false, pose: 'no' };

/**
 * The face worker as one asynchronous function. Started by the first look, and again by a later one after it failed
 * (`restarts.ts`); ending the worker, not closing the detector, is what gives its 100 MB back.
 */
export class FaceFinder {
  readonly #startWorker: typeof startWorker;
  #restarts = new Restarts();
  #worker: Promise<Worker> | null = null;
  /** The same once it is ready: what is to be looked at is then on its way before anybody waits. */
  #ready: Worker | null = null;
  /** Of that worker. */
  #life = new AbortController();
  /** What its models were loaded for. */
  #loaded = { far: false, pose: false };
  #buffer: ArrayBuffer | null = null;
  #isLooking = false;

  constructor(start = startWorker) {
    this.#startWorker = start;
  }

  /** Why faces cannot be found on this computer now (no WebGL, a worker that died), or null. */
  get unavailable(): string | null {
    return this.#restarts.failure;
  }
  get isLooking(): boolean {
    return this.#isLooking;
  }

  /** What is in the picture; null when it cannot be said: detection is unavailable, or busy with another picture. */
  async look(frame: RgbaFrame, wanted: Wanted = NEAR_ALONE): Promise<Look | null> {
    if (this.#isLooking || this.#restarts.waitMs(performance.now()) !== 0) return null;
    this.#isLooking = true;
    const { signal } = this.#life;
    try {
      // Before anything is awaited: the frame is lent.
      const small = shrinkInto(frame, LARGEST.width, LARGEST.height, this.#buffer);
      this.#buffer = null;
      this.#worker ??= this.#startWorker(signal);
      const worker = this.#ready ?? (await this.#worker);
      const { width, height } = small;
      const pixels = small.pixels.buffer;
      const message: ToFaceWorker = { type: 'look', pixels, width, height, at: frame.at, wanted };
      const needed = { far: wanted.far, pose: wanted.pose !== 'no' };
      const isLoading = (needed.far && !this.#loaded.far) || (needed.pose && !this.#loaded.pose);
      const answered = nextAnswer(worker, isLoading ? START_TIMEOUT_MS : LOOK_TIMEOUT_MS, signal);
      worker.postMessage(message, [pixels]);
      const answer = await answered;
      if (answer.type !== 'seen') throw new Error('reason' in answer ? answer.reason : answer.type);
      this.#ready = worker;
      this.#buffer = answer.pixels;
      this.#loaded = { far: this.#loaded.far || needed.far, pose: this.#loaded.pose || needed.pose };
      this.#restarts.worked();
      return answer.look;
    } catch (error) {
      // Stopped meanwhile: that is no failure.
      if (signal.aborted) return null;
      this.#end();
      this.#restarts.failed(String(error), performance.now());
      return null;
    } finally {
      this.#isLooking = false;
    }
  }

  stop(): void {
    this.#end();
    this.#restarts = new Restarts();
  }

  #end(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#worker = null;
    this.#ready = null;
    this.#buffer = null;
    this.#loaded = { far: false, pose: false };
  }
}

/** A worker that is ready to look, and ends with the signal. */
async function startWorker(signal: AbortSignal): Promise<Worker> {
  const worker = new Worker(new URL('./face-worker.ts', import.meta.url), { type: 'module' });
  signal.addEventListener('abort', () => worker.terminate());
  const answered = nextAnswer(worker, START_TIMEOUT_MS, signal);
  const message: ToFaceWorker = { type: 'start', base: chrome.runtime.getURL('') };
  worker.postMessage(message);
  const answer = await answered;
  if (answer.type === 'ready') return worker;
  throw new Error('reason' in answer ? answer.reason : answer.type);
}

function nextAnswer(worker: Worker, timeoutMs: number, life: AbortSignal): Promise<FromFaceWorker> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const fail = (reason: string) => (done.abort(), reject(new Error(reason)));
    const timer = setTimeout(() => fail('the face worker did not answer'), timeoutMs);
    done.signal.addEventListener('abort', () => clearTimeout(timer));
    const { signal } = done;
    life.addEventListener('abort', () => fail('stopped'), { signal });
    worker.addEventListener('error', (event) => fail(event.message || 'the face worker failed'), { signal });
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromFaceWorker>) => (done.abort(), resolve(data)),
      { signal },
    );
  });
}
