import { closeSync, openSync, writeSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { defaultFormat, y4mHeader } from '../../tests/support/clips/y4m.ts';

/**
 * A clock in the picture of a fake camera: 16 cells along the upper edge, 1 0, the time in steps of 4 ms (13 bits), parity.
 * Chromium reads the file frame by frame, so what it reads is never older than one turn of the writer.
 */
const CELLS = 16;
const STEP_MS = 4;
const BITS = 13;
const TURN_MS = 10;
const FRAMES = 20;
const { width, height } = defaultFormat;
const ROWS = 16;
const HEAD = y4mHeader(defaultFormat).length;
const FRAME_BYTES = 'FRAME\n'.length + (width * height * 3) / 2;

/** Writes the time of now into every frame of the clip, again and again until `signal` aborts. */
export function runCameraClock(file: string, signal: AbortSignal): void {
  const handle = openSync(file, 'r+');
  const timer = setInterval(() => {
    const strip = stripOf(Date.now());
    for (let frame = 0; frame < FRAMES; frame += 1) {
      writeSync(handle, strip, 0, strip.length, HEAD + frame * FRAME_BYTES + 'FRAME\n'.length);
    }
  }, TURN_MS);
  signal.addEventListener('abort', () => (clearInterval(timer), closeSync(handle)), { once: true });
}

function stripOf(now: number): Uint8Array {
  const time = Math.floor(now / STEP_MS) % 2 ** BITS;
  const bits = [1, 0, ...Array.from({ length: BITS }, (_, index) => (time >> (BITS - 1 - index)) & 1)];
  const parity = bits.reduce((sum, bit) => sum ^ bit, 1);
  const strip = new Uint8Array(width * ROWS);
  [...bits, parity].forEach((bit, index) => {
    const [from, to] = [(index * width) / CELLS, ((index + 1) * width) / CELLS];
    for (let row = 0; row < ROWS; row += 1) strip.fill(bit ? 235 : 16, row * width + from, row * width + to);
  });
  return strip;
}

/**
 * From the time in the picture to when the picture is shown, for so many frames of the video that the selector names;
 * milliseconds. Frames whose strip cannot be read are passed over.
 */
export const glassToGlass = (page: Page, selector: string, count: number): Promise<number[]> =>
  page.evaluate(readClock, { selector, count, cells: CELLS, stepMs: STEP_MS, bits: BITS });

/** Runs in the page: everything it needs is inside. */
async function readClock(of: {
  selector: string;
  count: number;
  cells: number;
  stepMs: number;
  bits: number;
}): Promise<number[]> {
  const video = document.querySelector<HTMLVideoElement>(of.selector)!;
  const canvas = new OffscreenCanvas(of.cells * 8, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const whole = of.stepMs * 2 ** of.bits;
  const late: number[] = [];
  const giveUpAt = performance.now() + 60_000;
  while (late.length < of.count) {
    if (performance.now() > giveUpAt) throw new Error(`the clock was read ${late.length} times`);
    const shownAt = await new Promise<number>((seen) =>
      video.requestVideoFrameCallback((_, { expectedDisplayTime }) => seen(expectedDisplayTime)),
    );
    // The middle of the strip, which has a thirtieth of the height.
    context.drawImage(video, 0, video.videoHeight / 60, video.videoWidth, 1, 0, 0, canvas.width, 1);
    const { data } = context.getImageData(0, 0, canvas.width, 1);
    const read: number[] = Array.from({ length: of.cells }, (_, cell) =>
      data[(cell * 8 + 4) * 4]! > 125 ? 1 : 0,
    );
    const parity = read.slice(0, -1).reduce((sum, bit) => sum ^ bit, 1);
    if (read[0] !== 1 || read[1] !== 0 || read.at(-1) !== parity) continue;
    const time = read.slice(2, -1).reduce((sum, bit) => sum * 2 + bit, 0) * of.stepMs;
    late.push((((performance.timeOrigin + shownAt - time) % whole) + whole) % whole);
  }
  return late;
}
