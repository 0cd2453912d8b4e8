import type { Services } from '../context.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { Queries } from '../store/database.ts';
import { changeSession } from './change-session.ts';
import { hasAct } from './has-act.ts';

const ROW = 1;
const NOTE_EVERY_MS = 5000;
/** A gap shorter than this is within what a note may be late. */
const LEAST_MS = 3 * NOTE_EVERY_MS;

/** Notes that a server is up; writes seldom, however often it is called. */
export async function noteUp(db: Queries, now: number): Promise<void> {
  await db
    .insertInto('uptime')
    .values({ id: ROW, lastUpAt: now })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ lastUpAt: now })
        .where('uptime.lastUpAt', '<=', now - NOTE_EVERY_MS),
    )
    .execute();
}

/**
 * How long no server was up before this one, in milliseconds, and who sat in an exam then has it back (journey rule 5).
 * The act is `about` the gap, by which it is given once, also by several servers or by one that dies on the way.
 */
export async function giveDowntimeBack(services: Services): Promise<number> {
  const { db, now: clock, log } = services;
  const last = await db.selectFrom('uptime').select('lastUpAt').where('id', '=', ROW).executeTakeFirst();
  const downMs = last ? clock() - last.lastUpAt : 0;
  if (!last || downMs < LEAST_MS) return 0;
  const about = sha256(`no server since ${last.lastUpAt}`);
  const detail = `${Math.round(downMs / 1000)} s: no server was up`;
  // A clock that stood still lost nothing, and who had gone silent before was not kept by us.
  const running = await db.selectFrom('sessions').select('id').where('phase', '=', 'running').execute();
  for (const { id } of running) {
    await changeSession(services, id, async (change) => {
      if (await hasAct(change, 'extended', about)) return;
      const act = { what: 'extended', personId: null, detail, about };
      await change.offer({ type: 'extended', at: change.now, extraMs: downMs }, act);
    }).catch((error: unknown) => {
      // One session that cannot be changed must not keep the others from their time.
      log.error({ err: error, sessionId: id }, 'the downtime could not be given back');
    });
  }
  log.info({ downMs, sessions: running.length }, 'the downtime was given back');
  return downMs;
}
