import { expect, it } from 'vitest';
import type { SessionId } from './ids.ts';
import { MAX_STILL_BYTES, packStill, readStill } from './still.ts';

const sessionId = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0ff' as SessionId;
const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const webp = bytesOf('RIFF....WEBPVP8 picture');

it('comes out as it went in', () => {
  const still = { sessionId, stream: 'screen', at: 1_763_888_000_123, webp } as const;
  expect(readStill(packStill(still))).toEqual(still);
});

it('is nothing else than a WebP of bearable size for a known stream', () => {
  const good = packStill({ sessionId, stream: 'camera', at: 1, webp });
  const wrongStream = good.slice();
  wrongStream[16] = 7;
  const wrongTime = good.slice();
  new DataView(wrongTime.buffer).setFloat64(17, Number.NaN);
  const html = packStill({
    sessionId,
    stream: 'camera',
    at: 1,
    webp: bytesOf('<html></html>'),
  });
  const giant = new Uint8Array(MAX_STILL_BYTES + 1);
  giant.set(good);
  for (const bad of [wrongStream, wrongTime, html, giant, good.slice(0, 20)])
    expect(readStill(bad)).toBeNull();
});
