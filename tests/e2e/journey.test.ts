import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriersInBothSchemes } from '../support/barriers.ts';
import { Journey } from '../support/journey/journey.ts';
import { steps } from '../support/journey/steps.ts';
import { built } from './build-once.ts';

// Named here so that `scripts/test J9` finds them; J19 and J20 come later.
const rows = 'J1 J2 J3 J4 J5 J6 J7 J8 J9 J10 J11 J12 J13 J14 J15 J16 J17 J18'.split(' ');

/**
 * The rows of the journey with every program real. A row asked for alone goes through the rows before it first; all
 * together none is gone through twice.
 */
describe('one exam from install to verdict', () => {
  let journey: Journey;

  beforeAll(async () => {
    journey = await Journey.start({
      extension: built.demoExtension,
      world: { consoleDir: built.console },
      onScreen: async (portal, name) => {
        expect(await barriersInBothSchemes(portal), name).toEqual([]);
      },
    });
  });
  afterAll(() => journey?.stop());

  for (const { id, title } of steps) {
    it(`${id}: ${title}`, () => {
      expect(rows).toContain(id);
      return journey.reach(id);
    });
  }
});
