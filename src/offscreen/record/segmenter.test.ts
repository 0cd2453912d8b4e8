import { describe, expect, it } from 'vitest';
import { readBoxes, readTracks, splitParts } from '../../shared/mp4.ts';
import { Segmenter } from './segmenter.ts';
import recordingUrl from './testdata/recording.mp4?inline';

/** A second and a half of Chromium 156's own recorder (avc1 and Opus), cut into 250 ms fragments; 64×48 pixels. */
const recording = new Uint8Array(await (await fetch(recordingUrl)).arrayBuffer());
const { init, fragments } = splitParts(recording);

/** The picture's part of the fragment is hidden in what every reader skips. */
function withoutPicture(fragment: Uint8Array): Uint8Array {
  const hidden = fragment.slice();
  const picture = readTracks(init!).findIndex(({ kind }) => kind === 'video');
  const [moof] = readBoxes(hidden);
  const trafs = readBoxes(hidden, moof!.body, moof!.end).filter(({ type }) => type === 'traf');
  hidden.set(new TextEncoder().encode('free'), trafs[picture]!.start + 4);
  return hidden;
}

describe('Segmenter', () => {
  it('makes an init segment and then one segment of each blob', () => {
    const segmenter = new Segmenter();
    const [first] = segmenter.push(init!);
    expect(first).toMatchObject({ startMs: 0, durationMs: 0 });
    const pieces = fragments.flatMap((fragment) => segmenter.push(fragment));
    expect(pieces).toHaveLength(fragments.length);
    for (const [i, piece] of pieces.entries()) {
      expect(piece.bytes).toEqual(fragments[i]);
      expect(piece.durationMs).toBeGreaterThan(0);
      if (i > 0) expect(piece.startMs).toBeGreaterThan(pieces[i - 1]!.startMs);
    }
  });

  it('loses no time between one segment and the next', () => {
    const segmenter = new Segmenter();
    const pieces = segmenter.push(recording).slice(1);
    const whole = pieces.at(-1)!.startMs + pieces.at(-1)!.durationMs;
    expect(pieces.reduce((sum, piece) => sum + piece.durationMs, 0)).toBeCloseTo(whole, -2);
  });

  it('takes a blob of several fragments as one segment', () => {
    expect(new Segmenter().push(recording)).toHaveLength(2);
  });

  it('cuts a huge blob between fragments', () => {
    const largest = Math.max(...fragments.map((fragment) => fragment.length));
    const pieces = new Segmenter(largest).push(recording).slice(1);
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece.bytes.length).toBeLessThanOrEqual(largest);
    expect(pieces.reduce((sum, piece) => sum + piece.bytes.length, 0)).toBe(
      fragments.reduce((sum, fragment) => sum + fragment.length, 0),
    );
  });

  it('puts together what came cut in the middle', () => {
    const whole = new Segmenter().push(recording);
    const segmenter = new Segmenter();
    const cut = init!.length + 50;
    const pieces = [...segmenter.push(recording.slice(0, cut)), ...segmenter.push(recording.slice(cut))];
    expect(pieces).toEqual(whole);
  });

  it('keeps a fragment in which there is only sound, by the sound’s own time', () => {
    const segmenter = new Segmenter();
    const whole = segmenter.push(recording).at(-1)!;
    const [sound] = segmenter.push(withoutPicture(fragments[1]!));
    expect(sound!.bytes).toHaveLength(fragments[1]!.length);
    expect(sound!.durationMs).toBeGreaterThan(0);
    expect(sound!.startMs).toBeLessThan(whole.durationMs);
  });

  it('does not invent a beginning', () => {
    expect(() => new Segmenter().push(fragments[0]!)).toThrow('before the init segment');
  });
});
