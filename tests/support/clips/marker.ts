import { type SceneName, sceneNames } from './scene-names.ts';

/**
 * A strip of 16 black and white cells along the lower edge: what a recording shows can be read back from its
 * decoded pictures, whatever the encoder did to the rest. Cells: 1 0, scene (3 bits), frame number (10 bits),
 * parity.
 */
const CELLS = 16;
const STRIP_SHARE = 1 / 30;
const BLACK = 16;
const WHITE = 235;
export const FRAME_NUMBERS = 1024;

export interface Mark {
  scene: SceneName;
  frame: number;
}

function bitsOf({ scene, frame }: Mark): number[] {
  const payload = (sceneNames.indexOf(scene) << 10) | (frame % FRAME_NUMBERS);
  const bits = [1, 0, ...Array.from({ length: 13 }, (_, index) => (payload >> (12 - index)) & 1)];
  return [...bits, parity(bits)];
}
const parity = (bits: number[]): number => bits.reduce((sum, bit) => sum ^ bit, 1);

/** Writes into the luma and chroma planes of an I420 picture. */
export function writeMark(picture: Uint8Array, width: number, height: number, mark: Mark): void {
  const rows = 2 * Math.round((height * STRIP_SHARE) / 2);
  const cell = width / CELLS;
  const line = new Uint8Array(width);
  bitsOf(mark).forEach((bit, index) => {
    line.fill(bit ? WHITE : BLACK, Math.round(index * cell), Math.round((index + 1) * cell));
  });
  for (let y = height - rows; y < height; y++) picture.set(line, y * width);
  const luma = width * height;
  for (const plane of [luma, luma * 1.25]) {
    picture.fill(128, plane + ((height - rows) * width) / 4, plane + luma / 4);
  }
}

/** Reads the strip of a luma plane of any size; null when there is none. */
export function readMark(luma: Uint8Array, width: number, height: number, stride = width): Mark | null {
  const y = Math.round(height * (1 - STRIP_SHARE / 2)) - 1;
  const bits: number[] = Array.from({ length: CELLS }, (_, index) => {
    const x = Math.round(((index + 0.5) * width) / CELLS);
    return luma[y * stride + x]! > (BLACK + WHITE) / 2 ? 1 : 0;
  });
  const payload = bits.slice(2, 15).reduce((value, bit) => (value << 1) | bit, 0);
  const scene = sceneNames[payload >> 10];
  const isSound = bits[0] === 1 && bits[1] === 0 && bits[15] === parity(bits.slice(0, 15));
  return isSound && scene ? { scene, frame: payload % FRAME_NUMBERS } : null;
}
