import { describe, expect, it } from 'vitest';
import { readBoxes, readSpan, readTracks, splitParts } from './mp4.ts';

/** Builds MP4 as Chromium's recorder writes it: two tracks, fragments with version 1 `tfdt`. */
const bytes = (...parts: (Uint8Array | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const u32 = (...values: number[]): number[] =>
  values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
const u64 = (value: number): number[] => u32(Math.floor(value / 2 ** 32), value >>> 0);
const text = (value: string): number[] => Array.from(value, (char) => char.charCodeAt(0));
const box = (type: string, ...body: (Uint8Array | number[])[]): Uint8Array => {
  const content = bytes(...body);
  return bytes(u32(content.length + 8), text(type), content);
};
const full = (type: string, version: number, flags: number, ...body: (Uint8Array | number[])[]): Uint8Array =>
  box(type, u32(version * 2 ** 24 + flags), ...body);

const track = (id: number, handler: string, timescale: number, version = 0): Uint8Array =>
  box(
    'trak',
    full('tkhd', version, 3, version === 1 ? [...u64(0), ...u64(0)] : u32(0, 0), u32(id)),
    box(
      'mdia',
      full('mdhd', version, 0, version === 1 ? [...u64(0), ...u64(0)] : u32(0, 0), u32(timescale)),
      full('hdlr', 0, 0, u32(0), text(handler)),
    ),
  );
const init = bytes(
  box('ftyp', text('isom')),
  box('moov', full('mvhd', 0, 0), track(1, 'soun', 48_000), track(2, 'vide', 30_000, 1)),
);

const run = (durations: number[]): Uint8Array =>
  full('trun', 0, 0x301, u32(durations.length, 0), ...durations.map((duration) => u32(duration, 100)));
const trackFragment = (id: number, decodeTime: number, durations: number[]): Uint8Array =>
  box('traf', full('tfhd', 0, 0x20000, u32(id)), full('tfdt', 1, 0, u64(decodeTime)), run(durations));
const fragment = (videoTime: number, durations: number[], payload = 5): Uint8Array =>
  bytes(
    box('moof', trackFragment(1, 99, [960, 960]), trackFragment(2, videoTime, durations)),
    box('mdat', new Uint8Array(payload)),
  );

describe('readTracks', () => {
  it('reads ids, kinds and timescales of both box versions', () => {
    expect(readTracks(init)).toEqual([
      { id: 1, kind: 'audio', timescale: 48_000 },
      { id: 2, kind: 'video', timescale: 30_000 },
    ]);
  });

  it('refuses what is no init segment', () => {
    expect(() => readTracks(fragment(0, [1]))).toThrow('no moov');
  });
});

describe('splitParts', () => {
  it('parts the init segment from fragments, byte for byte', () => {
    const [a, b] = [fragment(0, [6000]), fragment(6000, [6000], 7)];
    const parts = splitParts(bytes(init, a, b));
    expect(parts.init).toEqual(init);
    expect(parts.fragments).toEqual([a, b]);
    expect(parts.rest).toHaveLength(0);
  });

  it('keeps what is cut off for the next time', () => {
    const whole = fragment(0, [6000]);
    for (const cut of [3, 20, whole.length - 1]) {
      const first = splitParts(bytes(init, whole.subarray(0, cut)));
      expect(first.fragments).toEqual([]);
      expect(splitParts(bytes(first.rest, whole.subarray(cut))).fragments).toEqual([whole]);
    }
  });

  it('leaves out what belongs to no fragment', () => {
    const parts = splitParts(bytes(box('free', [0]), fragment(0, [1]), box('mfra', [1, 2])));
    expect(parts.fragments).toHaveLength(1);
    expect(parts.rest).toHaveLength(0);
  });
});

describe('readSpan', () => {
  const tracks = readTracks(init);

  it('follows the video over all fragments of a segment', () => {
    const segment = bytes(fragment(120_000, [2000, 2000]), fragment(124_000, [2000, 2000]));
    expect(readSpan(segment, tracks)).toEqual({ startMs: 4000, durationMs: (8000 / 30_000) * 1000 });
  });

  it('counts a last frame that was cut short as long as those before it', () => {
    const { durationMs } = readSpan(fragment(0, [6000, 6000, 1500]), tracks);
    expect(durationMs).toBe(600);
    expect(readSpan(fragment(0, [3000, 9000]), tracks).durationMs).toBe(400);
  });

  it('reads times beyond 32 bits', () => {
    expect(readSpan(fragment(2 ** 33, [30]), tracks).startMs).toBeCloseTo((2 ** 33 / 30_000) * 1000, 3);
  });

  it('takes default durations and 32-bit times too', () => {
    const segment = box(
      'moof',
      box(
        'traf',
        full('tfhd', 0, 0x20008, u32(2, 1500)),
        full('tfdt', 0, 0, u32(30_000)),
        full('trun', 0, 0x201, u32(4, 0), u32(1, 1, 1, 1)),
      ),
    );
    expect(readSpan(segment, tracks)).toEqual({ startMs: 1000, durationMs: 200 });
  });

  it('follows the sound where there is no picture', () => {
    const sound = tracks.filter(({ kind }) => kind === 'audio');
    expect(readSpan(fragment(0, [1]), sound).durationMs).toBe(40);
  });
});

it('readBoxes refuses a size that cannot be', () => {
  expect(() => readBoxes(bytes(u32(4), text('bad!')))).toThrow('box of 4 bytes');
});
