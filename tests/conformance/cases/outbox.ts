import assert from 'node:assert/strict';
import { decide, finishedSession, outboxOf, until } from '../acts.ts';
import { casesOf } from '../case.ts';
import { placeIn } from '../calendar-acts.ts';

const MINUTE_MS = 60_000;

/** What is told an LMS that does not answer as it should, and when it is told again. */
export const outboxCases = casesOf('outbox', {
  'an LMS that hangs keeps no other waiting': async (world) => {
    const [slow, quick] = [await world.another(), await world.another()];
    const held = await finishedSession(world, {}, slow);
    world.plugin.answerNext('review', 'hang');
    await decide(world, held.sessionId);
    await until('the slow one is called', () => world.plugin.of('review', held.claims.sessionId)[0]);
    const other = await finishedSession(world, {}, quick);
    await decide(world, other.sessionId);
    await until('the other one is told', () => world.plugin.of('review', other.claims.sessionId)[0]);
    assert.equal((await outboxOf(world, held.sessionId))[0]?.state, 'sending');
  },
  'what waits behind one that hangs is not taken for abandoned': async (world) => {
    const side = await world.another();
    const held = await finishedSession(world, {}, side);
    world.plugin.answerNext('review', 'hang');
    await decide(world, held.sessionId);
    await until('it is called', () => world.plugin.of('review', held.claims.sessionId)[0]);
    const booked = await placeIn(world, { side });
    world.server.turnClock(2 * MINUTE_MS);
    // The one under way is given up by the clock: from then on the server has looked at all that it claimed.
    await until('the server looks', async () => (await outboxOf(world, held.sessionId))[0]?.state === 'waiting');
    const [told] = await outboxOf(world, booked.sessionId);
    assert.deepEqual([told?.state, told?.tries], ['waiting', 0]);
  },
});
