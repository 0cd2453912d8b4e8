import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { SessionId } from '../../protocol/ids.ts';
import { fileBlobs } from '../blobs/file-blobs.ts';
import { roomIn } from '../blobs/room.ts';
import { PieceParts } from './piece-parts.ts';

const endless = roomIn({ blobs: 0, database: 0 }, async () => Infinity);
const key = { kind: 'camera', epoch: 0, seq: 1 } as const;

test('a part that comes again while the whole is made of them is no lost session', async () => {
  const blobs = fileBlobs(mkdtempSync(join(tmpdir(), 'examus-parts-')), endless);
  const partsIn = (store: typeof blobs) => new PieceParts(store, 's' as SessionId, key, 'a'.repeat(64), 8);
  const earlier = partsIn(blobs);
  expect(await earlier.add(0, Buffer.from('1234'))).toBeNull();
  expect(String(await earlier.add(4, Buffer.from('5678')))).toBe('12345678');
  // The client did not wait for that answer; its second request has looked what there is when the first one is done.
  const list = async (prefix: string) => {
    const keys = await blobs.list(prefix);
    await earlier.forget();
    return keys;
  };
  expect(await partsIn({ ...blobs, list }).add(0, Buffer.from('1234'))).toBeNull();
});

test('parts are read once, when all are there, in whatever order they came', async () => {
  const blobs = fileBlobs(mkdtempSync(join(tmpdir(), 'examus-parts-')), endless);
  const get = vi.fn((name: string) => blobs.get(name));
  const parts = new PieceParts({ ...blobs, get }, 's' as SessionId, key, 'a'.repeat(64), 12);
  for (const [from, text] of [
    [8, '9abc'],
    [0, '1234'],
    [0, '123'],
  ] as const) {
    expect(await parts.add(from, Buffer.from(text))).toBeNull();
  }
  expect(get).not.toHaveBeenCalled();
  expect(String(await parts.add(3, Buffer.from('45678')))).toBe('123456789abc');
  expect(get).toHaveBeenCalledTimes(4);
});
