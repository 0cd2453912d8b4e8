import { beforeEach, describe, expect, it } from 'vitest';
import { createLeftovers, type Leftovers } from './leftovers.ts';

let items: Record<string, unknown>;
let did: string[];
const worker = (): Leftovers =>
  createLeftovers({
    area: {
      get: async (key) => structuredClone({ [key]: items[key] }),
      set: async (changed) => void Object.assign(items, structuredClone(changed)),
    },
    offscreen: {
      ensure: async () => {
        did.push('offscreen');
        return true;
      },
    },
    remind: async (on) => void did.push(`remind ${on}`),
    onDone: async () => void did.push('done'),
  });

beforeEach(() => {
  items = {};
  did = [];
});

describe('createLeftovers', () => {
  it('brings back who sends after a restart of the browser, as long as something is left', async () => {
    await worker().changed(['a', 'b']);
    did = [];
    const again = worker();
    await again.settle();
    expect(did).toEqual(['remind true', 'offscreen']);
    expect(await again.isAny()).toBe(true);
  });

  it('lets it end once when all is sent', async () => {
    const leftovers = worker();
    await leftovers.changed(['a']);
    await leftovers.changed([]);
    await leftovers.changed([]);
    expect(did).toEqual(['remind true', 'remind false', 'done', 'remind false']);
    did = [];
    await worker().settle();
    expect(did).toEqual([]);
  });
});
