import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type StorageArea, storageItem } from './storage-item.ts';

/** An area whose writes take a turn of the event loop, as Chrome's do. */
function slowArea(
  items: Record<string, unknown> = {},
): StorageArea & { items: Record<string, unknown>; writes: number } {
  const area = {
    items,
    writes: 0,
    get: async (key: string) => structuredClone({ [key]: items[key] }),
    set: async (changed: Record<string, unknown>) => {
      await new Promise((done) => setTimeout(done));
      area.writes += 1;
      Object.assign(items, structuredClone(changed));
    },
  };
  return area;
}
const counter = (area: StorageArea, version = 1) =>
  storageItem({ area, key: 'counter', version, schema: v.object({ n: v.number() }), initial: { n: 0 } });

describe('storageItem', () => {
  it('loses no change when many are made at once', async () => {
    const item = counter(slowArea());
    await Promise.all(Array.from({ length: 20 }, () => item.update(({ n }) => ({ n: n + 1 }))));
    expect(await item.get()).toEqual({ n: 20 });
  });

  it('reads after the writes that were asked for before', async () => {
    const item = counter(slowArea());
    const written = item.update(() => ({ n: 7 }));
    expect(await item.get()).toEqual({ n: 7 });
    await written;
  });

  it('writes nothing when nothing changed', async () => {
    const area = slowArea();
    await counter(area).update((value) => value);
    expect(area.writes).toBe(0);
  });

  it('goes on after a change that threw', async () => {
    const item = counter(slowArea());
    await expect(
      item.update(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await item.update(({ n }) => ({ n: n + 1 }))).toEqual({ n: 1 });
  });

  it('refuses a change that could not be read back', async () => {
    const item = counter(slowArea({ counter: { version: 1, value: { n: 5 } } }));
    await expect(item.update(() => ({ n: 'six' }) as never)).rejects.toThrow('number');
    expect(await item.get()).toEqual({ n: 5 });
  });

  it.each([
    ['of another version', { version: 2, value: { n: 5 } }],
    ['of another shape', { version: 1, value: { n: 'five' } }],
    ['that is no record', 'five'],
  ])('starts anew from what is %s', async (_, stored) => {
    expect(await counter(slowArea({ counter: stored })).get()).toEqual({ n: 0 });
  });
});
