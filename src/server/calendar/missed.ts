import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '../context.ts';
import { workOnEach } from '../work-on-each.ts';
import type { BookingRow } from './bookings.ts';
import { miss, setState } from './bookings.ts';
import { LATE_AFTER_MS, OPENS_BEFORE_MS } from './slots.ts';

type Needs = Pick<Services, 'db' | 'now' | 'log'>;
const LOOK_EVERY_MS = 20_000;

/** Ends places whose time has passed, until `signal` aborts: they were used, or nobody came. */
export async function startMissing(services: Needs, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await endPassed(services, signal).catch((error: unknown) => {
      if (!signal.aborted) services.log.warn({ err: error }, 'places in the calendar could not be looked at');
    });
    await pause(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

export async function endPassed({ db, now, log }: Needs, signal?: AbortSignal): Promise<void> {
  const at = now();
  const passed = await db
    .selectFrom('bookings')
    .selectAll()
    .where('state', '=', 'booked')
    .where('startsAt', '<', at - LATE_AFTER_MS)
    .execute();
  const byId = new Map(passed.map((booking) => [booking.id, booking]));
  await workOnEach(
    byId.keys(),
    (id) =>
      db.transaction().execute(async (trx) => {
        const booking = byId.get(id)!;
        if (await hasCome(trx, booking)) await setState(trx, id, 'used', at);
        else await miss(trx, booking, at);
      }),
    { log, complaint: 'these places in the calendar could not be ended', ...(signal && { signal }) },
  );
}

/** Whoever has agreed to the exam in their time has come, also when the check takes long. */
async function hasCome(db: Pick<Services['db'], 'selectFrom'>, booking: BookingRow): Promise<boolean> {
  const begun = await db
    .selectFrom('consents as c')
    .innerJoin('sessions as s', 's.id', 'c.sessionId')
    .select('s.id')
    .where('s.examId', '=', booking.examId)
    .where('s.personId', '=', booking.personId)
    .where('c.acceptedAt', '>=', booking.startsAt - OPENS_BEFORE_MS)
    .executeTakeFirst();
  return begun !== undefined;
}
