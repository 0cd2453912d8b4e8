import type { Wanted } from '../../src/offscreen/detect/face-messages.ts';
import { FaceFinder } from '../../src/offscreen/detect/face-finder.ts';
import { FarLooks } from '../../src/offscreen/detect/far-looks.ts';
import { faceLuma } from '../../src/offscreen/detect/face-luma.ts';
import { mergeFaces } from '../../src/offscreen/detect/merge-faces.ts';
import { pictureOf } from '../../src/offscreen/detect/picture.ts';
import { StillFaces } from '../../src/offscreen/detect/still-faces.ts';
import { copyFrame, rgbaBytes } from '../../src/offscreen/frames/copy-frame.ts';
import { type LumaGrid, lumaGridOf } from '../../src/offscreen/frames/luma-grid.ts';
import type { RgbaFrame } from '../../src/offscreen/frames/rgba-frame.ts';
import type { FromRawWorker, ToRawWorker } from './detect-raw-worker.ts';

export interface Timings {
  /** Milliseconds of each sample, and of the library's own call on the same picture. */
  sample: number[];
  raw: number[];
}

/** Runs in a page that has the extension's files. */
export interface Samples {
  /** Looks at each picture as the extension does, and by the bare call, in turn. */
  time: (rounds: number) => Promise<Timings>;
  /**
   * Looks so often for all that an exam looks for; `everyMs` 0 = one after the other. Resolves with how many were due
   * but had to be left out.
   */
  watch: (looks: number, everyMs: number) => Promise<number>;
}

const WARM_UP = 20;
/** As of a head that is held: once a second for certain, at another look where it has turned. */
const poseOf = (turn: number): Wanted['pose'] =>
  turn % 4 === 0 ? 'yes' : turn % 4 === 2 ? 'if_turned' : 'no';
/** As in an exam at full pace, also where the next look does not wait. */
const LOOK_MS = 250;
const NEAR: Wanted = { far: false, pose: 'no' };

async function open(
  files: { faceWorker: string; rawWorker: string; frames: string },
  size: { width: number; height: number },
): Promise<void> {
  const frames = await framesOf(files.frames, size);
  const base = `${location.origin}/`;
  const finder = new FaceFinder(async (signal) => {
    const worker = new Worker(files.faceWorker, { type: 'module' });
    signal.addEventListener('abort', () => worker.terminate());
    await ask(worker, { type: 'start', base });
    return worker;
  });
  const still = new StillFaces();
  let before: LumaGrid | null = null;
  let at = performance.now();
  const frameOf = (turn: number): RgbaFrame => ({ ...frames[turn % frames.length]!, at: (at += LOOK_MS) });
  const farLooks = new FarLooks();
  const sample = async (frame: RgbaFrame, wanted: Partial<Wanted>) => {
    const grid = lumaGridOf(frame);
    const far = farLooks.isDue(before, grid, frame.at);
    const looking = finder.look(frame, { far, pose: 'no', ...wanted });
    pictureOf(grid, before);
    before = grid;
    const look = await looking;
    if (!look) throw new Error(finder.unavailable ?? 'the worker was busy');
    farLooks.looked(look, frame.at);
    const people = still.people(mergeFaces(look.near, look.far ?? []), grid, frame.at);
    for (const face of people) faceLuma(face, grid);
    return look.near.length;
  };

  const time = async (rounds: number): Promise<Timings> => {
    const raw = new Worker(files.rawWorker, { type: 'module' });
    await ask(raw, { type: 'start', base, minConfidence: 0.3 } satisfies ToRawWorker);
    const timings: Timings = { sample: [], raw: [] };
    let pixels = new ArrayBuffer(frames[0]!.pixels.byteLength);
    for (let round = -WARM_UP; round < rounds; round++) {
      const frame = frameOf(round + WARM_UP);
      const startedAt = performance.now();
      const found = await sample(frame, NEAR);
      const sampleMs = performance.now() - startedAt;
      // The same one goes to and fro: what is thrown away is picked up in somebody's time.
      new Uint8ClampedArray(pixels).set(frame.pixels);
      const { width, height } = frame;
      const message: ToRawWorker = { type: 'look', pixels, width, height };
      const took = (await ask(raw, message, [pixels])) as FromRawWorker;
      if (took.type !== 'took' || took.faces !== found) throw new Error('not the same is found');
      pixels = took.pixels;
      if (round < 0) continue;
      timings.sample.push(sampleMs);
      timings.raw.push(took.ms);
    }
    raw.terminate();
    return timings;
  };

  const watch = async (looks: number, everyMs: number): Promise<number> => {
    let left = 0;
    let dueAt = performance.now();
    for (let turn = 0; turn < looks; turn++) {
      const waitMs = dueAt - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      dueAt += everyMs;
      // The one before took until after the next was due.
      if (everyMs > 0 && waitMs < -everyMs) left += 1;
      else await sample(frameOf(turn), { pose: poseOf(turn) });
    }
    return left;
  };
  Object.assign(globalThis, { samples: { time, watch } satisfies Samples });
}

async function framesOf(url: string, { width, height }: { width: number; height: number }) {
  const bytes = await (await fetch(url)).arrayBuffer();
  const length = (width * height * 3) / 2;
  const frames: RgbaFrame[] = [];
  for (let at = 0; at < bytes.byteLength; at += length) {
    const picture = new VideoFrame(bytes.slice(at, at + length), {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp: 0,
    });
    frames.push(await copyFrame(picture, new ArrayBuffer(rgbaBytes(picture))));
    picture.close();
  }
  return frames;
}

function ask(worker: Worker, message: unknown, transfer: Transferable[] = []): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => resolve(data), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.postMessage(message, transfer);
  });
}

Object.assign(globalThis, { openSamples: open });
