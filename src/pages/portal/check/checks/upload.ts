import { MIN_UPLOAD_KBPS } from '../../../../protocol/check.ts';
import { bad, type Check, good } from '../check.ts';

const PIECE_BYTES = 256 * 1024;
const ENOUGH_BYTES = 1024 * 1024;
const ENOUGH_MS = 3000;

/** Sends noise, which nothing on the way can compress, until there is enough to judge by: 1 MB or 3 seconds. */
export const upload: Check = {
  id: 'upload',
  needs: ['server'],
  run: async ({ server, now }, signal) => {
    const piece = noise(PIECE_BYTES);
    const startedAt = now();
    let sent = 0;
    while (sent < ENOUGH_BYTES && now() - startedAt < ENOUGH_MS) {
      sent += await server.uploadProbe(piece, signal);
    }
    const kbps = (sent * 8) / Math.max(1, now() - startedAt);
    const text = `${(kbps / 1000).toFixed(1)} Mbit/s`;
    return kbps >= MIN_UPLOAD_KBPS ? good('upload', text) : bad('upload', 'slow', text);
  },
};

function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  // getRandomValues gives at most 64 KiB at a time.
  for (let at = 0; at < bytes; at += 65_536)
    crypto.getRandomValues(all.subarray(at, Math.min(bytes, at + 65_536)));
  return all;
}
