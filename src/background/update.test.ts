import { beforeEach, describe, expect, it } from 'vitest';
import { createUpdates } from './update.ts';

const stored: Record<string, unknown> = {};
const world = { isIdle: true, openPages: 0, reloads: 0 };
/** As after each death of the worker. */
const updates = () =>
  createUpdates({
    area: {
      get: async (key) => ({ [key]: stored[key] }),
      set: async (items) => void Object.assign(stored, items),
    },
    isIdle: async () => world.isIdle,
    countOpenPages: async () => world.openPages,
    reload: () => void (world.reloads += 1),
  });

beforeEach(() => {
  delete stored['update'];
  Object.assign(world, { isIdle: true, openPages: 0, reloads: 0 });
});

describe('a new version', () => {
  it('is taken at once where nobody is disturbed', async () => {
    await updates().onAvailable();
    expect(world.reloads).toBe(1);
  });

  it('waits for the end of the exam and the last open page, through the worker’s death', async () => {
    Object.assign(world, { isIdle: false, openPages: 1 });
    await updates().onAvailable();
    await updates().applyWhenFree();
    world.isIdle = true;
    await updates().applyWhenFree();
    expect(world.reloads).toBe(0);
    world.openPages = 0;
    await updates().applyWhenFree();
    expect(world.reloads).toBe(1);
  });

  it('is not made up: without one nothing is reloaded', async () => {
    await updates().applyWhenFree();
    expect(world.reloads).toBe(0);
  });
});
