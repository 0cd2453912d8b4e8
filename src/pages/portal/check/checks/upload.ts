import { MIN_UPLOAD_KBPS } from '../../../../protocol/check.ts';
import { bad, type Check, good } from '../check.ts';

/** Small at first: over the slowest lines a large piece would never arrive, and there were no figure at all. */
const FIRST_PIECE_BYTES = 32 * 1024;
const MAX_PIECE_BYTES = 512 * 1024;
const ENOUGH_BYTES = 1024 * 1024;
const ENOUGH_MS = 3000;
/** Less than a check's limit, so that what came through by then is told. */
const LIMIT_MS = 15_000;

/** Sends noise, which nothing on the way can compress, until there is enough to judge by: 1 MB or 3 seconds. */
export const uploadWithin = (limitMs: number): Check => ({
  id: 'upload',
  needs: ['server'],
  run: async ({ server, now }, signal) => {
    const limit = AbortSignal.timeout(limitMs);
    const either = AbortSignal.any([signal, limit]);
    const startedAt = now();
    let sent = 0;
    let pieceBytes = FIRST_PIECE_BYTES;
    try {
      while (sent < ENOUGH_BYTES && now() - startedAt < ENOUGH_MS) {
        sent += await server.uploadProbe(noise(pieceBytes), either);
        pieceBytes = Math.min(MAX_PIECE_BYTES, pieceBytes * 2);
      }
    } catch (error) {
      if (!limit.aborted) throw error;
    }
    const kbpsOf = (bytes: number) => (bytes * 8) / Math.max(1, now() - startedAt);
    if (sent === 0) return bad('upload', 'slow', `< ${speedText(kbpsOf(FIRST_PIECE_BYTES))}`);
    const kbps = kbpsOf(sent);
    return !limit.aborted && kbps >= MIN_UPLOAD_KBPS
      ? good('upload', speedText(kbps))
      : bad('upload', 'slow', speedText(kbps));
  },
});

export const upload = uploadWithin(LIMIT_MS);

const speedText = (kbps: number): string => `${(kbps / 1000).toFixed(kbps < 1000 ? 2 : 1)} Mbit/s`;

function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  // getRandomValues gives at most 64 KiB at a time.
  for (let at = 0; at < bytes; at += 65_536)
    crypto.getRandomValues(all.subarray(at, Math.min(bytes, at + 65_536)));
  return all;
}
