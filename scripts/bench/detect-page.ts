import { FaceFinder } from '../../src/offscreen/detect/face-finder.ts';
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

const WARM_UP = 20;

/** Runs in a page: looks at each picture as the extension does, and by the bare call, in turn. */
export async function time(
  files: { faceWorker: string; rawWorker: string; frames: string },
  size: { width: number; height: number },
  rounds: number,
): Promise<Timings> {
  const frames = await framesOf(files.frames, size);
  const base = `${location.origin}/`;
  const finder = new FaceFinder(async (signal) => {
    const worker = new Worker(files.faceWorker, { type: 'module' });
    signal.addEventListener('abort', () => worker.terminate());
    await ask(worker, { type: 'start', base });
    return worker;
  });
  const raw = new Worker(files.rawWorker, { type: 'module' });
  await ask(raw, { type: 'start', base, minConfidence: 0.3 } satisfies ToRawWorker);

  const still = new StillFaces();
  const timings: Timings = { sample: [], raw: [] };
  let before: LumaGrid | null = null;
  for (let round = -WARM_UP; round < rounds; round++) {
    const frame = { ...frames[(round + WARM_UP) % frames.length]!, at: performance.now() };
    const startedAt = performance.now();
    const grid = lumaGridOf(frame);
    pictureOf(grid, before);
    before = grid;
    const look = await finder.look(frame);
    if (!look) throw new Error(finder.unavailable ?? 'the worker was busy');
    const people = still.people(mergeFaces(look.near, []), grid, frame.at);
    for (const face of people) faceLuma(face, grid);
    const sampleMs = performance.now() - startedAt;
    const pixels = frame.pixels.slice().buffer;
    const { width, height } = frame;
    const message: ToRawWorker = { type: 'look', pixels, width, height };
    const took = (await ask(raw, message, [pixels])) as FromRawWorker;
    if (took.type !== 'took' || took.faces !== look.near.length) throw new Error('not the same is found');
    if (round < 0) continue;
    timings.sample.push(sampleMs);
    timings.raw.push(took.ms);
  }
  return timings;
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

Object.assign(globalThis, { time });
