import assert from 'node:assert/strict';
import type { SessionId } from '../../src/protocol/ids.ts';
import { sessionOf } from './acts.ts';
import { pluginTime } from './moodle-claims.ts';
import type { Answer } from './plugin-side.ts';
import { INTEGRATION, type Page, type Side, type World } from './world.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** A start's page with the calendar: what its form sends. */
export interface CalendarPage extends Page {
  calendarTicket: string;
  /** Begins of the places that are offered. */
  places: number[];
}
export const readCalendar = (page: Page): CalendarPage => {
  const calendarTicket = /name="ticket" value="([^"]+)"/.exec(page.text)?.[1];
  assert.ok(calendarTicket, 'this is no calendar');
  const places = [...page.text.matchAll(/name="startsAt" value="(\d+)"/g)].map(([, at]) => Number(at));
  return { ...page, calendarTicket, places };
};

/** Presses one of its buttons. */
export const press = async (
  world: World,
  { calendarTicket: ticket }: CalendarPage,
  act: { action: 'book'; startsAt: number } | { action: 'cancel' },
  side?: Side,
): Promise<Page> => {
  const path = `/integration/simple/${side?.name ?? INTEGRATION}/calendar/`;
  const fields = { ticket, action: act.action, lang: 'en', zone: 'UTC' };
  return world.post(path, act.action === 'book' ? { ...fields, startsAt: String(act.startsAt) } : fields);
};

export interface Placed {
  claims: ReturnType<World['claims']>;
  sessionId: SessionId;
  startsAt: number;
  page: CalendarPage;
}
/** An hour's exam of its own with places from an hour ago on for five days; the claims of one student in it. */
export function claimsWithCalendar(world: World, more: Record<string, unknown> = {}) {
  const now = world.server.now();
  return world.claims({
    examId: String(Math.floor(Math.random() * 1e9)),
    schedule: true,
    proctoring: 'offline',
    identification: 'skip',
    startDate: pluginTime(now - HOUR_MS),
    endDate: pluginTime(now + 5 * DAY_MS),
    ...more,
  });
}

/** A student who has booked the first place that begins later than in `afterMs`; `answer` = what the plugin says to it. */
export async function placeIn(
  world: World,
  { side, afterMs = 2 * DAY_MS, answer }: { side?: Side; afterMs?: number; answer?: Answer } = {},
): Promise<Placed> {
  const claims = claimsWithCalendar(world);
  if (answer !== undefined) world.plugin.answerNext('schedule', claims.sessionId, answer);
  const page = readCalendar(await world.start(claims, side));
  const startsAt = page.places.find((at) => at > world.server.now() + afterMs);
  assert.ok(startsAt, 'no such place is offered');
  const booked = await press(world, page, { action: 'book', startsAt }, side);
  assert.equal(booked.status, 200);
  return {
    claims,
    sessionId: (await sessionOf(world, claims.sessionId)).id,
    startsAt,
    page: readCalendar(booked),
  };
}
