import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { saveEvidence } from '../support/evidence.ts';
import { Journey } from '../support/journey/journey.ts';
import { steps } from '../support/journey/steps.ts';
import { built } from './build-once.ts';

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
    });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await saveEvidence(task.name, { browsers: journey.browsers, world: journey.world });
  });
  afterAll(() => journey?.stop());

  for (const { id, title } of steps) {
    it(`${id}: ${title}`, () => journey.reach(id));
  }
});
