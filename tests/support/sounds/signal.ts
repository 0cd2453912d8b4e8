/** Samples between −1 and 1 at 48 kHz, one channel. Everything here is made from a seed: the same every time. */
export type Sound = Float32Array;
export const RATE = 48_000;

export const lengthOf = (seconds: number): number => Math.round(seconds * RATE);
export const empty = (seconds: number): Sound => new Float32Array(lengthOf(seconds));

/** Uniform between 0 and 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function whiteNoise(seconds: number, random: () => number): Sound {
  return empty(seconds).map(() => random() * 2 - 1);
}

/** Second-order filters of the Audio EQ Cookbook (R. Bristow-Johnson). */
export function filtered(
  sound: Sound,
  type: 'lowpass' | 'highpass' | 'bandpass',
  hz: number,
  q = Math.SQRT1_2,
): Sound {
  const w = (2 * Math.PI * hz) / RATE;
  const alpha = Math.sin(w) / (2 * q);
  const cos = Math.cos(w);
  const [b0, b1, b2] = {
    lowpass: [(1 - cos) / 2, 1 - cos, (1 - cos) / 2],
    highpass: [(1 + cos) / 2, -1 - cos, (1 + cos) / 2],
    bandpass: [alpha, 0, -alpha],
  }[type] as [number, number, number];
  const a0 = 1 + alpha;
  const out = new Float32Array(sound.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < sound.length; i++) {
    const x = sound[i]!;
    const y = (b0 * x + b1 * x1 + b2 * x2 + 2 * cos * y1 - (1 - alpha) * y2) / a0;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    out[i] = y;
  }
  return out;
}

/** Adds `part` to `sound` from `at` seconds on, times `gain`. */
export function addAt(sound: Sound, part: Sound, at: number, gain = 1): void {
  const start = Math.round(at * RATE);
  const count = Math.min(part.length, sound.length - start);
  for (let i = Math.max(0, -start); i < count; i++) sound[start + i]! += part[i]! * gain;
}

/** The sound times `level(t)`, t in seconds. */
export const shaped = (sound: Sound, level: (t: number) => number): Sound =>
  sound.map((value, index) => value * level(index / RATE));

/** Starts in a moment and dies away with the given time constant. */
export const struck = (sound: Sound, decayS: number): Sound =>
  shaped(sound, (t) => Math.min(1, t / 0.001) * Math.exp(-t / decayS));

/** A tone with harmonics: `harmonics[0]` is the loudness of the first. `hz` may move. */
export function tone(
  seconds: number,
  hz: number | ((t: number) => number),
  harmonics: readonly number[] = [1],
): Sound {
  const out = empty(seconds);
  let phase = 0;
  for (let i = 0; i < out.length; i++) {
    phase += (2 * Math.PI * (typeof hz === 'number' ? hz : hz(i / RATE))) / RATE;
    let value = 0;
    for (let k = 0; k < harmonics.length; k++) value += harmonics[k]! * Math.sin((k + 1) * phase);
    out[i] = value;
  }
  return out;
}

const rmsOf = (sound: Sound): number => Math.sqrt(sound.reduce((sum, x) => sum + x * x, 0) / sound.length);

/** As loud as `dbfs` (RMS of its loudest second), without clipping. */
export function atLevel(sound: Sound, dbfs: number): Sound {
  let loudest = 0;
  for (let start = 0; start < sound.length; start += RATE / 2) {
    loudest = Math.max(loudest, rmsOf(sound.subarray(start, start + RATE)));
  }
  if (loudest === 0) return sound;
  const gain = 10 ** (dbfs / 20) / loudest;
  return sound.map((value) => Math.max(-1, Math.min(1, value * gain)));
}

export function mixed(...sounds: readonly Sound[]): Sound {
  const out = new Float32Array(Math.max(...sounds.map((sound) => sound.length)));
  for (const sound of sounds) addAt(out, sound, 0);
  return out;
}

export function joined(sounds: readonly Sound[]): Sound {
  const out = new Float32Array(sounds.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const sound of sounds) {
    out.set(sound, at);
    at += sound.length;
  }
  return out;
}
