import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCase } from '../conformance/case.ts';
import { quickCases } from '../conformance/cases/all.ts';
import { World } from '../conformance/world.ts';

const world = new World();
beforeAll(async () => void (await world.open()));
afterAll(() => world.close());

test.each(quickCases)('$id', { timeout: 60_000 }, async (one) => {
  expect((await runCase(one, world)).detail).toBeUndefined();
});
