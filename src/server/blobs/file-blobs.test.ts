import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileBlobs } from './file-blobs.ts';
import { roomIn } from './room.ts';

const endless = roomIn({ blobs: 0, database: 0 }, async () => Infinity);
const newRoot = () => mkdtempSync(join(tmpdir(), 'examus-blobs-'));
const bytes = (text: string) => new TextEncoder().encode(text);

test('put, get, stat, replace, delete', async () => {
  const root = newRoot();
  const blobs = fileBlobs(root, endless);
  await blobs.put('sessions/a/camera/0/1', bytes('one'));
  expect(Buffer.from(await blobs.get('sessions/a/camera/0/1')).toString()).toBe('one');
  await blobs.put('sessions/a/camera/0/1', bytes('other'));
  expect(await blobs.stat('sessions/a/camera/0/1')).toEqual({ bytes: 5 });
  expect(readdirSync(join(root, 'sessions/a/camera/0'))).toEqual(['1']);
  await blobs.delete('sessions/a/camera/0/1');
  await blobs.delete('sessions/a/camera/0/1');
  expect(await blobs.stat('sessions/a/camera/0/1')).toBeNull();
  await expect(blobs.get('sessions/a/camera/0/1')).rejects.toMatchObject({ code: 'not_found' });
});

test('many at once into one new directory', async () => {
  const blobs = fileBlobs(newRoot(), endless);
  await Promise.all(Array.from({ length: 50 }, (_, i) => blobs.put(`s/${i % 7}/${i}`, bytes(`${i}`))));
  expect(Buffer.from(await blobs.get('s/6/48')).toString()).toBe('48');
});

test('lists what is there, without what was never finished', async () => {
  const root = newRoot();
  const blobs = fileBlobs(root, endless);
  expect(await blobs.list('sessions')).toEqual([]);
  expect(await blobs.groups('sessions')).toEqual([]);
  for (const key of ['sessions/a/camera/0/1', 'sessions/a/photos/face', 'sessions/b/camera/0/0']) {
    await blobs.put(key, bytes('x'));
  }
  for (const [name, at] of [
    ['old', 1000],
    ['new', 3000],
  ] as const) {
    writeFileSync(join(root, `sessions/a/camera/0/${name}.part`), 'half');
    utimesSync(join(root, `sessions/a/camera/0/${name}.part`), at, at);
  }
  expect((await blobs.groups('sessions')).sort()).toEqual(['a', 'b']);
  expect((await blobs.list('sessions/a')).sort()).toEqual([
    'sessions/a/camera/0/1',
    'sessions/a/photos/face',
  ]);
  await blobs.deleteUnfinished('sessions/a', 2_000_000);
  expect(readdirSync(join(root, 'sessions/a/camera/0')).sort()).toEqual(['1', 'new.part']);
});

test('puts that end meanwhile disturb nobody who looks for unfinished ones', async () => {
  const blobs = fileBlobs(newRoot(), endless);
  const putting = Promise.all(
    Array.from({ length: 300 }, (_, i) => blobs.put(`s/a/${i}`, bytes(`${i}`))),
  ).then(() => true);
  for (let isOver = false; !isOver;) {
    await blobs.deleteUnfinished('s', 0);
    isOver = await Promise.race([putting, Promise.resolve(false)]);
  }
  expect(await blobs.list('s')).toHaveLength(300);
});

test('a put that fails leaves nothing behind', async () => {
  const root = newRoot();
  const blobs = fileBlobs(root, endless);
  await blobs.put('a/b/c', bytes('x'));
  await expect(blobs.put('a/b', bytes('x'))).rejects.toThrow();
  expect(readdirSync(join(root, 'a'))).toEqual(['b']);
});

test.each(['', '..', '../x', 'a/../../x', '/etc/passwd', 'a//b', 'a/.hidden', 'a\\b', 'a\0b', 'a b', 'é'])(
  'a key never leads out: %j',
  async (key) => {
    const blobs = fileBlobs(newRoot(), endless);
    await expect(blobs.put(key, bytes('x'))).rejects.toThrow('not a blob key');
    await expect(blobs.get(key)).rejects.toThrow('not a blob key');
    await expect(blobs.stat(key)).rejects.toThrow('not a blob key');
    await expect(blobs.delete(key)).rejects.toThrow('not a blob key');
  },
);
