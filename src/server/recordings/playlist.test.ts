import { describe, expect, it } from 'vitest';
import { mediaPlaylist, type PlaylistSegment } from './playlist.ts';

const t0 = Date.UTC(2026, 10, 23, 9, 0, 0);
const init = (epoch: number, startAt = t0): PlaylistSegment => ({ epoch, seq: 0, startAt, durationMs: 0 });
const media = (epoch: number, seq: number, startAt: number, durationMs = 4000): PlaylistSegment => ({
  epoch,
  seq,
  startAt,
  durationMs,
});
const lines = (segments: PlaylistSegment[], isOver = true) => mediaPlaylist(segments, isOver).split('\n');

describe('mediaPlaylist', () => {
  it('lists one unbroken epoch, exact to the millisecond', () => {
    const text = mediaPlaylist([init(0), media(0, 1, t0, 8003.4), media(0, 2, t0 + 8003.4, 4000)], true);
    expect(text).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:8
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="./0/0"
#EXT-X-PROGRAM-DATE-TIME:2026-11-23T09:00:00.000Z
#EXTINF:8.003,
./0/1
#EXT-X-PROGRAM-DATE-TIME:2026-11-23T09:00:08.003Z
#EXTINF:4.000,
./0/2
#EXT-X-ENDLIST
`);
  });

  it('takes the length of a segment from where the next one begins, but hides no hole', () => {
    const all = lines([
      init(0),
      media(0, 1, t0, 4001),
      media(0, 2, t0 + 4000, 3999),
      media(0, 3, t0 + 8000, 4000),
      media(0, 4, t0 + 20_000, 4000),
    ]);
    const lengths = all.filter((line) => line.startsWith('#EXTINF'));
    expect(lengths).toEqual(['#EXTINF:4.000,', '#EXTINF:4.000,', '#EXTINF:4.000,', '#EXTINF:4.000,']);
  });

  it('can be appended to while the exam runs', () => {
    const text = mediaPlaylist([init(0), media(0, 1, t0)], false);
    expect(text).toContain('#EXT-X-PLAYLIST-TYPE:EVENT');
    expect(text).not.toContain('ENDLIST');
  });

  it('breaks between epochs, each with its own init segment, in order however the rows come', () => {
    const all = lines([media(1, 1, t0 + 60_000), init(0), init(1), media(0, 1, t0)]);
    expect(all.slice(6, 15)).toEqual([
      '#EXT-X-MAP:URI="./0/0"',
      '#EXT-X-PROGRAM-DATE-TIME:2026-11-23T09:00:00.000Z',
      '#EXTINF:4.000,',
      './0/1',
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-MAP:URI="./1/0"',
      '#EXT-X-PROGRAM-DATE-TIME:2026-11-23T09:01:00.000Z',
      '#EXTINF:4.000,',
      './1/1',
    ]);
  });

  it('puts epochs in the order of time, whatever their numbers are', () => {
    const t1 = t0 + 60_000;
    const all = lines([init(7, t1), media(7, 1, t1), init(9001), media(9001, 1, t0)]);
    expect(all.filter((line) => line.startsWith('./'))).toEqual(['./9001/1', './7/1']);
  });

  it('breaks before a missing piece, without repeating the map', () => {
    const all = lines([init(0), media(0, 1, t0), media(0, 3, t0 + 8000)]);
    expect(all.filter((line) => line.startsWith('#EXT-X-MAP'))).toHaveLength(1);
    expect(all.indexOf('#EXT-X-DISCONTINUITY')).toBe(all.indexOf('./0/1') + 1);
    expect(lines([init(0), media(0, 2, t0)])).not.toContain('#EXT-X-DISCONTINUITY');
  });

  it('leaves out an epoch whose init segment has not arrived', () => {
    const all = lines([init(0), media(0, 1, t0), media(1, 1, t0 + 9000), init(2), media(2, 1, t0 + 20_000)]);
    expect(all.filter((line) => line.startsWith('./'))).toEqual(['./0/1', './2/1']);
  });

  it('is valid with nothing in it', () => {
    expect(mediaPlaylist([], true)).toContain('#EXT-X-TARGETDURATION:1\n');
  });
});
