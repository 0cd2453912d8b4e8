import { writeFile } from 'node:fs/promises';

const RATE = 48_000;

/** 16-bit, one channel, 48 kHz: what a fake microphone plays. Samples are between −1 and 1. */
export async function writeWav(file: string, sound: Float32Array): Promise<void> {
  await writeSamples(
    file,
    // Beyond full scale a number would come out at the other end: a click as loud as can be.
    Int16Array.from(sound, (value) => Math.min(1, Math.max(-1, value)) * 32_767),
  );
}

/** A quiet room for a fake microphone: soft noise that swells and falls. The browser loops it. */
export async function writeRoomNoise(file: string, seconds = 10, loudness = 0.04): Promise<void> {
  const samples = new Int16Array(RATE * seconds);
  let smoothed = 0;
  for (let i = 0; i < samples.length; i++) {
    smoothed += 0.2 * (Math.random() * 2 - 1 - smoothed);
    const swell = 0.6 + 0.4 * Math.sin((2 * Math.PI * i) / samples.length);
    samples[i] = smoothed * swell * loudness * 3 * 32_767;
  }
  await writeSamples(file, samples);
}

async function writeSamples(file: string, samples: Int16Array): Promise<void> {
  const body = Buffer.from(samples.buffer);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + body.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(body.length, 40);
  await writeFile(file, Buffer.concat([header, body]));
}
