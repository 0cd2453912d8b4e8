import assert from 'node:assert/strict';
import { endPassed } from '../../../src/server/calendar/missed.ts';
import { finish, hasTicket, outboxOf, sessionOf, statusOf, until } from '../acts.ts';
import { type Placed, claimsWithCalendar, placeIn, press, readCalendar } from '../calendar-acts.ts';
import { casesOf } from '../case.ts';
import type { World } from '../world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const told = (world: World, { claims }: Placed, event: string) =>
  until(`${event} is told`, () =>
    world.plugin.of('schedule', claims.sessionId).find(({ body }) => body['event'] === event),
  );
/** The entry that holds a place, as Moodle sees it. */
const holder = (world: World, { claims }: Placed) =>
  world.plugin.entries.of(claims['userId'], claims['examId']).find(({ status }) => status === 'scheduled');
/** As if all this time had passed on the server. */
const turnTo = (world: World, at: number): void => world.server.turnClock(at - world.server.now());
const bookingOf = ({ server }: World, { sessionId }: Placed) =>
  server.services.db.selectFrom('bookings').selectAll().where('sessionId', '=', sessionId).executeTakeFirst();

/** Facts 2.2, 3.4 and 3.6: places in the calendar, and what the plugin is told of them. */
export const scheduleCases = casesOf('schedule', {
  'a start leads to the calendar first': async (world) => {
    const page = await world.start(claimsWithCalendar(world));
    assert.equal(page.ticket, null);
    assert.ok(readCalendar(page).places.length > 1);
  },
  'each page of the calendar may stand in a frame of its LMS, and of nobody else': async (world) => {
    const page = readCalendar(await world.start(claimsWithCalendar(world)));
    const [startsAt] = page.places;
    const { origin } = new URL(world.plugin.wwwroot);
    for (const { headers } of [page, await press(world, page, { action: 'book', startsAt: startsAt! })]) {
      const [framers] = /frame-ancestors [^;]*/.exec(headers.get('content-security-policy') ?? '') ?? [];
      assert.deepEqual([framers, headers.get('x-frame-options')], [`frame-ancestors 'self' ${origin}`, null]);
    }
  },
  'places are as long as the exam and lie between its dates': async (world) => {
    const claims = claimsWithCalendar(world, { duration: '90' });
    const { places } = readCalendar(await world.start(claims));
    const [first, second] = places;
    assert.equal(second! - first!, 90 * MINUTE_MS);
    assert.ok(places.at(-1)! + 90 * MINUTE_MS <= Date.parse(String(claims['endDate']).replace('+0000', 'Z')));
  },
  'a place taken is told, with an offset and its deadline': async (world) => {
    const placed = await placeIn(world);
    const { body } = await told(world, placed, 'scheduled');
    const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}+00:00`;
    assert.deepEqual(body, {
      accountId: 1,
      sessionId: placed.claims.sessionId,
      event: 'scheduled',
      start: iso(placed.startsAt),
      cancelDeadline: iso(placed.startsAt - DAY_MS),
    });
    const entry = world.plugin.entries.find(placed.claims.sessionId);
    assert.deepEqual([entry?.status, entry?.timeScheduled], ['scheduled', placed.startsAt]);
  },
  'the same place pressed twice is told once': async (world) => {
    const placed = await placeIn(world);
    const { startsAt, page } = placed;
    await press(world, page, { action: 'book', startsAt });
    await told(world, placed, 'scheduled');
    assert.equal((await outboxOf(world, placed.sessionId)).length, 1);
  },
  'moving a place is one event; the entry that got it goes on with it': async (world) => {
    const placed = await placeIn(world);
    await told(world, placed, 'scheduled');
    const later = placed.page.places.find((at) => at > placed.startsAt)!;
    await press(world, placed.page, { action: 'book', startsAt: later });
    await until('the plugin moved it', () => holder(world, placed)?.timeScheduled === later);
    const entry = holder(world, placed)!;
    assert.notEqual(entry.sessionId, placed.claims.sessionId, 'the plugin gives it a new sessionId');
    const events = world.plugin.of('schedule', placed.claims.sessionId).map(({ body }) => body['event']);
    assert.deepEqual(events, ['scheduled', 'scheduled']);
    // The server learns of that entry when the student comes with it: the place is theirs, and nothing is told again.
    const page = readCalendar(await world.start(world.claimsFor(placed.claims, entry)));
    assert.ok(!page.places.includes(later), 'it is offered as if it were free');
    const session = await sessionOf(world, entry.sessionId);
    const booking = await bookingOf(world, { ...placed, sessionId: session.id });
    assert.deepEqual([booking?.state, booking?.startsAt], ['booked', later]);
    assert.deepEqual(await outboxOf(world, session.id), []);
  },
  'a place given back is told, and the next entry books anew': async (world) => {
    const placed = await placeIn(world);
    await told(world, placed, 'scheduled');
    await press(world, placed.page, { action: 'cancel' });
    await told(world, placed, 'canceled');
    const [old, next] = world.plugin.entries.of(placed.claims['userId'], placed.claims['examId']);
    assert.deepEqual([old?.status, next?.status], ['force_reset', 'new']);
    const page = readCalendar(await world.start(world.claimsFor(placed.claims, next!)));
    assert.ok(page.places.includes(placed.startsAt));
  },
  'later than 24 hours before, a place is neither moved nor given back': async (world) => {
    const placed = await placeIn(world, { afterMs: HOUR_MS });
    await told(world, placed, 'scheduled');
    for (const act of [
      { action: 'cancel' as const },
      { action: 'book' as const, startsAt: placed.startsAt + 30 * HOUR_MS },
    ]) {
      assert.match((await press(world, placed.page, act)).text, /role="alert"/);
    }
    assert.equal((await bookingOf(world, placed))?.state, 'booked');
    assert.equal((await outboxOf(world, placed.sessionId)).length, 1);
  },
  'a place somewhere between the places is refused': async (world) => {
    const placed = await placeIn(world);
    const page = await press(world, placed.page, { action: 'book', startsAt: placed.startsAt + MINUTE_MS });
    assert.match(page.text, /role="alert"/);
    assert.equal((await bookingOf(world, placed))?.startsAt, placed.startsAt);
  },
  'early: the page waits; from 15 minutes before it leads on': async (world) => {
    const placed = await placeIn(world);
    const early = await world.start(placed.claims);
    assert.equal(early.ticket, null);
    turnTo(world, placed.startsAt - 16 * MINUTE_MS);
    assert.equal((await world.start(placed.claims)).ticket, null);
    turnTo(world, placed.startsAt - 14 * MINUTE_MS);
    hasTicket(await world.start(placed.claims));
  },
  'late: the place is lost, canceled is told, the next entry books anew': async (world) => {
    const placed = await placeIn(world);
    await told(world, placed, 'scheduled');
    turnTo(world, placed.startsAt + 16 * MINUTE_MS);
    const late = await world.start(placed.claims);
    assert.equal(late.ticket, null);
    assert.doesNotMatch(late.text, /name="startsAt"/, 'the same entry books no more');
    await told(world, placed, 'canceled');
    const next = world.plugin.entries.of(placed.claims['userId'], placed.claims['examId']).at(-1)!;
    assert.ok(readCalendar(await world.start(world.claimsFor(placed.claims, next))).places.length > 0);
  },
  'nobody comes: canceled is told without any start': async (world) => {
    const placed = await placeIn(world);
    await told(world, placed, 'scheduled');
    turnTo(world, placed.startsAt + 16 * MINUTE_MS);
    await endPassed(world.server.services);
    await told(world, placed, 'canceled');
    assert.equal((await bookingOf(world, placed))?.state, 'missed');
  },
  'another entry of the same student takes the place over': async (world) => {
    const placed = await placeIn(world);
    await told(world, placed, 'scheduled');
    const { sessionId } = world.claims();
    await world.start(world.claimsFor(placed.claims, { sessionId }));
    const session = await sessionOf(world, sessionId);
    assert.equal((await bookingOf(world, { ...placed, sessionId: session.id }))?.state, 'booked');
    turnTo(world, placed.startsAt);
    hasTicket(await world.start(world.claimsFor(placed.claims, { sessionId })));
  },
  'finish before the beginning calls the place off, and the LMS is not told': async (world) => {
    const placed = await placeIn(world);
    await told(world, placed, 'scheduled');
    const { status, body } = await finish(world, placed.claims.sessionId);
    assert.deepEqual([status, body], [200, { message: 'finished' }]);
    await until('it is applied', async () => (await bookingOf(world, placed))?.state === 'cancelled');
    assert.equal((await outboxOf(world, placed.sessionId)).length, 1);
  },
  'status: early_to_start, ready_to_start, late_to_start by the place': async (world) => {
    const placed = await placeIn(world);
    const seen: unknown[] = [];
    for (const at of [-16, -14, 16]) {
      turnTo(world, placed.startsAt + at * MINUTE_MS);
      seen.push((await statusOf(world, placed.claims.sessionId)).body['status']);
    }
    assert.deepEqual(seen, ['early_to_start', 'ready_to_start', 'late_to_start']);
  },
});
