import assert from 'node:assert/strict';
import { changeSession } from '../../../src/server/sessions/change-session.ts';
import { decide, finishedSession, outboxOf, until } from '../acts.ts';
import { placeIn, press } from '../calendar-acts.ts';
import { casesOf } from '../case.ts';
import type { Answer } from '../plugin-side.ts';
import type { Side, World } from '../world.ts';

const MINUTE_MS = 60_000;

/** A decided session whose first reviews are answered so; gives the review that the plugin keeps at last. */
const reviewAfter =
  (...answers: Answer[]) =>
  async (world: World): Promise<void> => {
    const { claims, sessionId } = await finishedSession(world);
    world.plugin.answerNext('review', claims.sessionId, ...answers);
    await decide(world, sessionId);
    const calls = () => world.plugin.of('review', claims.sessionId);
    await until('it is tried', () => calls().length === 1);
    const [row] = await until('it waits for another try', async () => {
      const rows = await outboxOf(world, sessionId);
      return rows[0]?.state === 'waiting' && rows[0].tries === 1 ? rows : null;
    });
    assert.ok(row!.problem, 'nobody could see what is wrong');
    assert.ok(row!.dueAt > world.server.now(), 'it is tried without a pause');
    world.server.turnClock(MINUTE_MS);
    await until(
      'the plugin keeps it',
      () => world.plugin.entries.find(claims.sessionId)?.status === 'accepted',
    );
    assert.equal(calls().length, 2);
    assert.deepEqual(calls()[1]!.body, calls()[0]!.body);
  };
const unsettledOf = async (world: World, { id }: Side) => {
  const admin = await world.tokenOf('admin');
  const input = { params: { integrationId: id } };
  return (await world.server.call('unsettledMessages', input, admin)).messages;
};
const settle = async (world: World, side: Side, act: 'again' | 'arrived' | 'drop') => {
  const [message] = await unsettledOf(world, side);
  const params = { integrationId: side.id, outboxId: String(message!.id) };
  return world.server.call('settleMessage', { params, body: { act } }, await world.tokenOf('admin'));
};
/** A booking of which nobody knows whether it arrived. */
async function askedAbout(world: World, answer: Answer) {
  const side = await world.another();
  const placed = await placeIn(world, { side, answer });
  const [asked] = await until('a person is asked', async () => {
    const messages = await unsettledOf(world, side);
    return messages.length > 0 ? messages : null;
  });
  assert.deepEqual([asked!.state, asked!.event, asked!.startsAt], ['asks', 'scheduled', placed.startsAt]);
  return { side, placed };
}
const eventsOf = (world: World, lmsSessionId: string) =>
  world.plugin.of('schedule', lmsSessionId).map(({ body }) => body['event']);

/** What is told an LMS that does not answer as it should, and when it is told again (facts 2 and 2.2). */
export const outboxCases = casesOf('outbox', {
  'a review is sent again after 500': reviewAfter({ status: 500, body: 'fatal' }),
  'a review is sent again after a cut line': reviewAfter('drop'),
  '200 with "Entry was not found" is no success': reviewAfter({ body: 'Entry was not found' }),
  '200 with "Success" is no success': reviewAfter({ body: 'Success' }),
  '200 with "No request body" is no success': reviewAfter({ body: 'No request body' }),
  'a redirect is no success and is not followed': reviewAfter({ status: 303, headers: { location: '/' } }),
  'a review under way when the server ends is sent after its restart': async (world) => {
    const { claims, sessionId } = await finishedSession(world);
    world.plugin.answerNext('review', claims.sessionId, 'hang');
    await decide(world, sessionId);
    await until('it is under way', () => world.plugin.of('review', claims.sessionId)[0]);
    await world.server.restart();
    world.server.turnClock(2 * MINUTE_MS);
    await until(
      'the plugin keeps it',
      () => world.plugin.entries.find(claims.sessionId)?.status === 'accepted',
    );
  },
  'a booking under way when the server ends is not sent again: a person is asked': async (world) => {
    const side = await world.another();
    const { claims } = await placeIn(world, { side, answer: 'hang' });
    await until('it is under way', () => world.plugin.of('schedule', claims.sessionId)[0]);
    await world.server.restart();
    world.server.turnClock(2 * MINUTE_MS);
    await until('a person is asked', async () => (await unsettledOf(world, side))[0]);
    assert.deepEqual(eventsOf(world, claims.sessionId), ['scheduled']);
  },
  'an LMS that hangs keeps no other waiting': async (world) => {
    const [slow, quick] = [await world.another(), await world.another()];
    const held = await finishedSession(world, {}, slow);
    world.plugin.answerNext('review', held.claims.sessionId, 'hang');
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
    world.plugin.answerNext('review', held.claims.sessionId, 'hang');
    await decide(world, held.sessionId);
    await until('it is called', () => world.plugin.of('review', held.claims.sessionId)[0]);
    const booked = await placeIn(world, { side });
    world.server.turnClock(2 * MINUTE_MS);
    // The one under way is given up by the clock: from then on the server has looked at all that it claimed.
    await until(
      'the server looks',
      async () => (await outboxOf(world, held.sessionId))[0]?.state === 'waiting',
    );
    const [told] = await outboxOf(world, booked.sessionId);
    assert.deepEqual([told?.state, told?.tries], ['waiting', 0]);
  },
  'a booking that may have arrived is not said again, and later ones wait': async (world) => {
    const { side, placed } = await askedAbout(world, { status: 500, body: 'fatal' });
    await press(world, placed.page, { action: 'cancel' }, side);
    world.server.turnClock(MINUTE_MS);
    const states = (await outboxOf(world, placed.sessionId)).map(({ state }) => state);
    assert.deepEqual(states, ['asks', 'waiting']);
    assert.deepEqual(eventsOf(world, placed.claims.sessionId), ['scheduled']);
  },
  'a person says that it arrived: the later ones go on': async (world) => {
    const { side, placed } = await askedAbout(world, 'drop');
    await press(world, placed.page, { action: 'cancel' }, side);
    assert.deepEqual((await settle(world, side, 'arrived')).messages, []);
    await until('canceled is told', () => eventsOf(world, placed.claims.sessionId).includes('canceled'));
    assert.deepEqual(eventsOf(world, placed.claims.sessionId), ['scheduled', 'canceled']);
  },
  'a person has it sent again': async (world) => {
    const { side, placed } = await askedAbout(world, { body: 'Entry was not found' });
    await settle(world, side, 'again');
    await until(
      'the plugin has it',
      () => world.plugin.entries.find(placed.claims.sessionId)?.status === 'scheduled',
    );
    assert.deepEqual(await unsettledOf(world, side), []);
  },
  'a person drops it: it is never said, and it stands in the audit log': async (world) => {
    const { side, placed } = await askedAbout(world, { status: 502 });
    await settle(world, side, 'drop');
    const admin = await world.tokenOf('admin');
    const query = { what: 'message_settled' as const };
    const { entries } = await world.server.call('adminAudit', { query }, admin);
    assert.ok(entries[0]!.subject.startsWith(side.name));
    await press(world, placed.page, { action: 'cancel' }, side);
    await until('canceled is told', () => eventsOf(world, placed.claims.sessionId).includes('canceled'));
    assert.deepEqual(eventsOf(world, placed.claims.sessionId), ['scheduled', 'canceled']);
  },
  'a review that a person dropped is not said later either, another verdict is': async (world) => {
    const side = await world.another();
    const { claims, sessionId } = await finishedSession(world, {}, side);
    world.plugin.answerNext('review', claims.sessionId, { status: 500 });
    await decide(world, sessionId);
    const stateOf = async () => (await outboxOf(world, sessionId))[0]?.state;
    await until('it waits for another try', async () => (await outboxOf(world, sessionId))[0]?.problem);
    const { db } = world.server.services;
    // As after two days of tries.
    await db.updateTable('outbox').set({ state: 'failed' }).where('sessionId', '=', sessionId).execute();
    await settle(world, side, 'drop');
    await changeSession(world.server.services, sessionId, (change) => change.touch());
    await until('it was looked at', async () => (await stateOf()) === 'done');
    const told = () => world.plugin.of('review', claims.sessionId).map(({ body }) => body['conclusion']);
    assert.deepEqual(told(), ['accepted']);
    await decide(world, sessionId, 'rejected');
    await until('the other verdict is told', () => told().length > 1);
    assert.deepEqual(told(), ['accepted', 'rejected']);
    await decide(world, sessionId);
    await until('and taken back', () => told().length > 2);
    assert.deepEqual(told(), ['accepted', 'rejected', 'accepted']);
  },
});

/** As long as a try may last. */
export const slowOutbox = casesOf('outbox', {
  'a review is sent again after no answer at all': async (world) => {
    const { claims, sessionId } = await finishedSession(world);
    world.plugin.answerNext('review', claims.sessionId, 'hang');
    await decide(world, sessionId);
    const row = await until(
      'it is given up',
      async () => (await outboxOf(world, sessionId)).find(({ problem }) => problem !== null),
      40_000,
    );
    assert.equal(row.problem, 'no answer in 20 s');
    world.server.turnClock(MINUTE_MS);
    await until(
      'the plugin keeps it',
      () => world.plugin.entries.find(claims.sessionId)?.status === 'accepted',
    );
  },
});
