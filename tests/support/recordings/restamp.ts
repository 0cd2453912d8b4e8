import { type Box, type Mp4Track, readBoxes } from '../../../src/shared/mp4.ts';

/**
 * A copy of a media segment whose tracks play so many milliseconds later: the times of its fragments (`tfdt`), and their
 * numbers (`mfhd`).
 */
export function restamp(
  segment: Uint8Array,
  tracks: readonly Mp4Track[],
  laterMs: (track: Mp4Track) => number,
  laterNumber = 0,
): Uint8Array<ArrayBuffer> {
  const copy = segment.slice();
  const view = new DataView(copy.buffer);
  const inside = (box: Box, type: string) =>
    readBoxes(copy, box.body, box.end).filter((one) => one.type === type);
  for (const moof of readBoxes(copy).filter(({ type }) => type === 'moof')) {
    for (const { body } of inside(moof, 'mfhd')) {
      view.setUint32(body + 4, view.getUint32(body + 4) + laterNumber);
    }
    for (const traf of inside(moof, 'traf')) {
      const [tfhd] = inside(traf, 'tfhd');
      const [tfdt] = inside(traf, 'tfdt');
      const track = tracks.find(({ id }) => tfhd && view.getUint32(tfhd.body + 4) === id);
      if (!tfdt || !track) throw new Error('a fragment of a track that the init segment does not have');
      const units = Math.round((laterMs(track) * track.timescale) / 1000);
      if (view.getUint8(tfdt.body) === 1) {
        view.setBigUint64(tfdt.body + 4, view.getBigUint64(tfdt.body + 4) + BigInt(units));
      } else view.setUint32(tfdt.body + 4, view.getUint32(tfdt.body + 4) + units);
    }
  }
  return copy;
}
