import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../protocol/ids.ts';
import type { ViewerId } from '../../protocol/live.ts';
import { LOOKS_KEPT_MS, LooksElsewhere, nothing, tileWish, together, wantedBy } from './looks.ts';

const a = 'a' as SessionId;
const b = 'b' as SessionId;
const viewer = 'v' as ViewerId;

describe('looks', () => {
  it('of a full page are slower and smaller than of a few tiles', () => {
    expect(tileWish(1)).toEqual({ everyMs: 2000, width: 320 });
    expect(tileWish(60)).toEqual({ everyMs: 5000, width: 240 });
    expect(tileWish(40).everyMs).toBeGreaterThan(tileWish(20).everyMs);
  });

  it('mean stills for tiles, a viewer for the large one, fast stills where that fails', () => {
    const look = { tiles: [a, b], large: { sessionId: a, viewerId: viewer, fast: false } };
    expect(wantedBy(look, b)).toEqual({ ...nothing, stills: tileWish(2) });
    expect(wantedBy(look, a)).toEqual({ stills: tileWish(2), viewers: [viewer], watched: true });
    expect(wantedBy({ tiles: null, large: { ...look.large, fast: true } }, a).stills?.everyMs).toBe(500);
    expect(wantedBy({ tiles: null, large: look.large }, a)).toEqual({
      stills: null,
      viewers: [viewer],
      watched: true,
    });
    expect(wantedBy({ tiles: null, large: null }, a)).toEqual(nothing);
  });

  it('together ask for the fastest and the largest', () => {
    const slow = { ...nothing, stills: { everyMs: 5000, width: 320 } };
    const fast = { stills: { everyMs: 500, width: 240 }, viewers: [viewer], watched: true };
    expect(together([slow, fast])).toEqual({
      stills: { everyMs: 500, width: 320 },
      viewers: [viewer],
      watched: true,
    });
    expect(together([])).toEqual(nothing);
  });

  it('of other servers hold until they are taken back or not renewed', () => {
    const elsewhere = new LooksElsewhere();
    const wanted = { stills: tileWish(1), viewers: [viewer], watched: true };
    elsewhere.hear(
      's',
      [
        { sessionId: a, ...wanted },
        { sessionId: b, ...nothing },
      ],
      false,
      0,
    );
    expect(elsewhere.at(a)).toMatchObject([{ server: 's', wanted }]);
    expect(elsewhere.at(b)).toEqual([]);
    expect(elsewhere.hasViewer(a, viewer)).toBe(true);
    expect(elsewhere.hear('s', [{ sessionId: b, ...wanted }], true, 0)).toEqual([a, b]);
    expect(elsewhere.at(a)).toEqual([]);
    expect(elsewhere.forget(LOOKS_KEPT_MS)).toEqual([]);
    expect(elsewhere.forget(LOOKS_KEPT_MS + 1)).toEqual([b]);
    expect(elsewhere.hasViewer(b, viewer)).toBe(false);
  });
});
