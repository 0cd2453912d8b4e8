import { describe, expect, it } from 'vitest';
import { lostTexts, readLost } from './lost-pieces.ts';
import type { SegmentFacts } from './recording.ts';

const piece = (kind: 'camera' | 'screen', seq: number, epoch = 7000): SegmentFacts => ({
  kind,
  epoch,
  seq,
  sha256: 'a'.repeat(64),
  bytes: 3,
  mimeType: 'video/mp4',
  startAt: Date.UTC(2026, 10, 28, 9) + seq * 4000,
  durationMs: 4000,
});

describe('lost pieces', () => {
  it('are told run by run, and read again', () => {
    const pieces = [piece('camera', 3), piece('camera', 4), piece('camera', 6), piece('screen', 7)];
    const texts = lostTexts(pieces, 'storage_full');
    expect(texts[0]).toBe('camera/7000/3-4, 2026-11-28T09:00:12.000Z + 8 s: storage_full');
    expect(texts.map(readLost)).toEqual([
      { kind: 'camera', epoch: 7000, from: 3, to: 4 },
      { kind: 'camera', epoch: 7000, from: 6, to: 6 },
      { kind: 'screen', epoch: 7000, from: 7, to: 7 },
    ]);
  });

  it('are not found in other words', () => {
    expect(readLost('battery 5 %')).toBeNull();
  });
});
