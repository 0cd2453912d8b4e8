import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { canonicalJson } from '../../../protocol/canonical-json.ts';
import type { Services } from '../../context.ts';
import { noteFact } from '../facts.ts';
import { getIntegration, type IntegrationRow, openSecrets } from '../integrations.ts';
import { type Message, messageOf, type OutboxRow } from './message.ts';
import { type Posted, postJson } from './post-json.ts';
import { afterPost, type Next, waitBefore } from './verdict-on-post.ts';

type Needs = Pick<Services, 'db' | 'now' | 'log' | 'seal' | 'origin' | 'config'>;

const LOOK_EVERY_MS = 1000;
const AT_ONCE = 20;
/** Longer than a try can take: whoever claimed it and did not end it is dead. */
const LEASE_MS = 60_000;
/** The plugin takes any that has not expired; clocks run apart. */
const TOKEN_S = 300;
/** The answer of the plugin when it does not know this secret (any more, or yet). */
const WRONG_SECRET = 'Signature verification failed';

/** Tells LMSs what waits to be told, from the start until `signal` aborts. Safe on several servers at once. */
export async function startSending(services: Needs, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await sendOnce(services);
    } catch (error) {
      if (!signal.aborted)
        services.log.warn({ err: error }, 'what LMSs are to be told could not be looked at');
    }
    await pause(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** What is due now. One LMS that does not answer keeps no other waiting. */
export async function sendOnce(services: Needs): Promise<void> {
  await takeUpAbandoned(services);
  const rows = await claim(services);
  const groups = Map.groupBy(rows, ({ integrationId }) => integrationId);
  await Promise.all(
    [...groups].map(async ([id, group]) => {
      const integration = await getIntegration(services.db, id);
      for (const row of group) await tell(services, integration, row);
    }),
  );
}

/** Marked before it is sent: after a crash it is known that it may have been. Bookings of one session go in order. */
const claim = ({ db, now }: Needs): Promise<OutboxRow[]> =>
  db
    .updateTable('outbox')
    .set({ state: 'sending', tries: sql`tries + 1`, dueAt: now() + LEASE_MS })
    .where('id', 'in', (e) =>
      e
        .selectFrom('outbox as o')
        .select('o.id')
        .where('o.state', '=', 'waiting')
        .where('o.dueAt', '<=', now())
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('outbox as earlier')
                .select('earlier.id')
                .whereRef('earlier.sessionId', '=', 'o.sessionId')
                .whereRef('earlier.id', '<', 'o.id')
                .where('earlier.kind', '=', 'schedule')
                .where('o.kind', '=', 'schedule')
                .where('earlier.state', 'in', ['waiting', 'sending', 'asks']),
            ),
          ),
        )
        .orderBy('o.id')
        .limit(AT_ONCE)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();

/** Left by a server that died: said again where that is safe, else a person is asked. */
async function takeUpAbandoned({ db, now }: Needs): Promise<void> {
  const left = () => db.updateTable('outbox').where('state', '=', 'sending').where('dueAt', '<', now());
  await left()
    .where('kind', '=', 'schedule')
    .set({ state: 'asks', problem: 'the server ended while this was being sent', endedAt: now() })
    .execute();
  await left().where('kind', '<>', 'schedule').set({ state: 'waiting' }).execute();
}

async function tell(services: Needs, integration: IntegrationRow, row: OutboxRow): Promise<void> {
  const { db, now, log, origin } = services;
  const message = await messageOf(db, row, integration, origin());
  if (!message || (await isToldAlready(services, integration, row, message))) {
    return settle(services, row, { do: 'done' });
  }
  const next = afterPost(row, await send(services, integration, message));
  const detail = next.do === 'done' ? row.kind : `${row.kind}: ${next.problem}`;
  noteFact(services, integration, 'lastWebhook', { ok: next.do === 'done', detail });
  log[next.do === 'done' ? 'info' : 'warn'](
    { integration: integration.name, sessionId: row.sessionId, kind: row.kind, next: next.do },
    next.do === 'done' ? 'the LMS was told' : `the LMS could not be told: ${next.problem}`,
  );
  if (next.do === 'done' && row.kind === 'review') {
    const sent = { at: now(), sha256: hashOf(message) };
    await db
      .updateTable('launches')
      .set({ reviewSent: JSON.stringify(sent) })
      .where('sessionId', '=', row.sessionId)
      .execute();
  }
  await settle(services, row, next);
}

/** The same review once more, or another one where the LMS wants only one. */
async function isToldAlready(
  { db }: Needs,
  { finalStatusOnly }: IntegrationRow,
  row: OutboxRow,
  message: Message,
): Promise<boolean> {
  if (row.kind !== 'review') return false;
  const { reviewSent } = await db
    .selectFrom('launches')
    .select('reviewSent')
    .where('sessionId', '=', row.sessionId)
    .executeTakeFirstOrThrow();
  return reviewSent !== null && (finalStatusOnly || reviewSent.sha256 === hashOf(message));
}

const hashOf = (message: Message): string =>
  createHash('sha256').update(canonicalJson(message)).digest('hex');

/** With the newest secret; with the one before it while the LMS has not been changed over. */
async function send(
  { seal, now, config }: Needs,
  integration: IntegrationRow,
  { url, body }: Message,
): Promise<Posted> {
  let posted: Posted = { kind: 'unsent', problem: 'there is no secret' };
  for (const secret of openSecrets(seal, integration, now())) {
    const exp = Math.floor(now() / 1000) + TOKEN_S;
    const token = await new SignJWT({ exp })
      .setProtectedHeader({ typ: 'JWT', alg: 'HS256' })
      .sign(Buffer.from(secret));
    posted = await postJson(url, {
      authorization: `JWT ${token}`,
      body,
      allowPrivate: config.allowPrivateLms,
    });
    if (posted.kind !== 'answered' || posted.body !== WRONG_SECRET) break;
  }
  return posted;
}

async function settle({ db, now }: Needs, row: OutboxRow, next: Next): Promise<void> {
  const columns = {
    done: { state: 'done', problem: null, endedAt: now() },
    again: { state: 'waiting', dueAt: now() + waitBefore(row.tries, Math.random()) },
    ask: { state: 'asks', endedAt: now() },
    give_up: { state: 'failed', endedAt: now() },
  } as const;
  await db
    .updateTable('outbox')
    .set({ ...columns[next.do], problem: next.do === 'done' ? null : next.problem })
    .where('id', '=', row.id)
    .execute();
  if (next.do !== 'done') return;
  // It was asked for again while it was on its way.
  await db
    .updateTable('outbox')
    .set({ state: 'waiting', dueAt: now(), body: JSON.stringify({}) })
    .where('id', '=', row.id)
    .where('kind', '=', 'review')
    .where(sql<boolean>`(body->>'again')::boolean`)
    .execute();
}
