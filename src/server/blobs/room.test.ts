import { expect, test } from 'vitest';
import { roomIn } from './room.ts';

const roomWith = (free: number) => roomIn({ blobs: 100, database: 50 }, async () => free);
const full = { code: 'storage_full' };

test('bytes are taken while the floor stays free', async () => {
  expect(await roomWith(110).hold(10, async () => 'written')).toBe('written');
  await expect(roomWith(109).hold(10, async () => 'written')).rejects.toMatchObject(full);
});

test('two at once do not take the same room', async () => {
  const room = roomWith(115);
  let finish = (): void => {};
  const first = room.hold(10, () => new Promise<void>((done) => (finish = done)));
  await new Promise((done) => setImmediate(done));
  await expect(room.hold(10, async () => {})).rejects.toMatchObject(full);
  finish();
  await first;
  await room.hold(10, async () => {});
});

test('a write that fails gives its room back', async () => {
  const room = roomWith(110);
  await expect(room.hold(10, () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
  await room.hold(10, async () => {});
});

test('the database is spared later than recordings are', async () => {
  await roomWith(50).assertForDatabase();
  await expect(roomWith(49).assertForDatabase()).rejects.toMatchObject(full);
  expect(await roomWith(2e6).state()).toBe('ok');
  expect(await roomWith(99).state()).toBe('full');
});
