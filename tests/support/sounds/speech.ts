import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { lengthOf, RATE, type Sound } from './signal.ts';

/** Made by `scripts/speech-clips.sh`: 16 kHz, µ-law. Somebody reads out a question and its answer. */
export const voices = ['ru-m3', 'ru-f2', 'kk-m7', 'kk-f5', 'en-m3', 'en-f2'] as const;
export type Voice = (typeof voices)[number];

const FILE_RATE = 16_000;

/** Said again and again, for so many seconds. */
export function speech(voice: Voice, seconds: number): Sound {
  const said = readMuLaw(readFileSync(resolve(import.meta.dirname, `speech/${voice}.wav`)));
  const step = FILE_RATE / RATE;
  return new Float32Array(lengthOf(seconds)).map((_, index) => {
    const at = (index * step) % (said.length - 1);
    const [before, after] = [said[Math.floor(at)]!, said[Math.floor(at) + 1]!];
    return before + (after - before) * (at % 1);
  });
}

function readMuLaw(file: Buffer): Sound {
  const start = file.indexOf('data') + 8;
  if (start < 8) throw new Error('a WAV file without sound');
  return Float32Array.from(file.subarray(start), (byte) => {
    const bits = ~byte & 0xff;
    const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
    return (bits & 0x80 ? -magnitude : magnitude) / 32_768;
  });
}
