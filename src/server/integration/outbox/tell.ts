import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { canonicalJson } from '../../../protocol/canonical-json.ts';
import type { Services } from '../../context.ts';
import { noteFact } from '../facts.ts';
import { type IntegrationRow, openSecrets } from '../integrations.ts';
import { holdOn } from './claim.ts';
import { type Message, messageOf, type OutboxRow } from './message.ts';
import { type Posted, postJson } from './post-json.ts';
import { afterPost, type Next, waitBefore } from './verdict-on-post.ts';

export type TellNeeds = Pick<Services, 'db' | 'now' | 'log' | 'seal' | 'origin' | 'config'>;

/** The plugin takes any that has not expired; clocks run apart. */
const TOKEN_S = 300;
/** The answer of the plugin when it does not know this secret (any more, or yet). */
const WRONG_SECRET = 'Signature verification failed';

/** Tells an LMS one claimed thing and writes down what came of it. Aborted, it stays as one that may have been told. */
export async function tell(
  services: TellNeeds,
  integration: IntegrationRow,
  row: OutboxRow,
  signal: AbortSignal,
): Promise<void> {
  const { db, log, origin } = services;
  const message = await messageOf(db, row, integration, origin());
  if (!message || (await isToldAlready(services, integration, row, message))) {
    return settle(services, row, { do: 'done' });
  }
  const posted = await send(services, integration, row, message, signal);
  if (posted === null || signal.aborted) return;
  const next = afterPost(row, posted);
  const detail = next.do === 'done' ? row.kind : `${row.kind}: ${next.problem}`;
  noteFact(services, integration, 'lastWebhook', { ok: next.do === 'done', detail });
  log[next.do === 'done' ? 'info' : 'warn'](
    { integration: integration.name, sessionId: row.sessionId, kind: row.kind, next: next.do },
    next.do === 'done' ? 'the LMS was told' : `the LMS could not be told: ${next.problem}`,
  );
  if (next.do === 'done') await rememberReview(services, row, message);
  await settle(services, row, next);
}

/** So that the same review is not sent again. */
export async function rememberReview(
  { db, now }: Pick<TellNeeds, 'db' | 'now'>,
  row: Pick<OutboxRow, 'kind' | 'sessionId'>,
  message: Message,
): Promise<void> {
  if (row.kind !== 'review') return;
  await db
    .updateTable('launches')
    .set({ reviewSent: JSON.stringify({ at: now(), sha256: hashOf(message) }) })
    .where('sessionId', '=', row.sessionId)
    .execute();
}

/** The same review once more, or one that a person dropped, or another one where the LMS wants only one. */
async function isToldAlready(
  { db }: TellNeeds,
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
  const hash = hashOf(message);
  const { dropped } = row.body as Dropped;
  if (dropped?.sha256 === hash && dropped.at >= (reviewSent?.at ?? 0)) return true;
  return reviewSent !== null && (finalStatusOnly || reviewSent.sha256 === hash);
}

/** A review is asked for again by whatever touches its session: the row remembers which one is not to be said. */
interface Dropped {
  dropped?: { at: number; sha256: string };
}
export function droppedBody(row: OutboxRow, message: Message | null, at: number): string {
  const isReview = row.kind === 'review' && message !== null;
  return JSON.stringify(
    isReview ? ({ dropped: { at, sha256: hashOf(message) } } satisfies Dropped) : row.body,
  );
}

const hashOf = (message: Message): string =>
  createHash('sha256').update(canonicalJson(message)).digest('hex');

/**
 * With the newest secret; with the one before it while the LMS has not been changed over. Null when another server has
 * taken it up.
 */
async function send(
  services: TellNeeds,
  integration: IntegrationRow,
  row: OutboxRow,
  { url, body }: Message,
  signal: AbortSignal,
): Promise<Posted | null> {
  const { seal, now, config } = services;
  let posted: Posted = { kind: 'unsent', problem: 'there is no secret' };
  for (const secret of openSecrets(seal, integration, now())) {
    if (!(await holdOn(services, row))) return null;
    const exp = Math.floor(now() / 1000) + TOKEN_S;
    const token = await new SignJWT({ exp })
      .setProtectedHeader({ typ: 'JWT', alg: 'HS256' })
      .sign(Buffer.from(secret));
    posted = await postJson(
      url,
      { authorization: `JWT ${token}`, body, allowPrivate: config.allowPrivateLms },
      signal,
    );
    if (posted.kind !== 'answered' || posted.body !== WRONG_SECRET) break;
  }
  return posted;
}

/** Unless another server has taken it up meanwhile, which counts as another try: then that one says what came of it. */
export async function settle(
  { db, now }: Pick<TellNeeds, 'db' | 'now'>,
  row: OutboxRow,
  next: Next,
): Promise<void> {
  const columns = {
    done: { state: 'done', problem: null, endedAt: now() },
    again: { state: 'waiting', dueAt: now() + waitBefore(row.tries, Math.random()) },
    ask: { state: 'asks', endedAt: now() },
    give_up: { state: 'failed', endedAt: now() },
  } as const;
  const settled = await db
    .updateTable('outbox')
    .set({ ...columns[next.do], problem: next.do === 'done' ? null : next.problem })
    .where('id', '=', row.id)
    .where('state', '=', 'sending')
    .where('tries', '=', row.tries)
    .returning('id')
    .executeTakeFirst();
  if (!settled || next.do !== 'done') return;
  // It was asked for again while it was on its way.
  await db
    .updateTable('outbox')
    .set({ state: 'waiting', tries: 0, dueAt: now(), body: JSON.stringify({}) })
    .where('id', '=', row.id)
    .where('kind', '=', 'review')
    .where(sql<boolean>`(body->>'again')::boolean`)
    .execute();
}
