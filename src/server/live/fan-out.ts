import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { sql } from 'kysely';
import { Client } from 'pg';
import type { Database } from '../store/database.ts';
import { cut, Joiner } from './notify-text.ts';
import type { Parcel } from './parcel.ts';

/** Between servers on one database. Best effort and in order; what is told can also be fetched. */
export interface FanOut {
  readonly serverId: string;
  /** To one other server, or to all others. What was lost before is told them first, as a gap. */
  publish(parcel: Parcel, to?: string): void;
  /** Listens until `signal` aborts. `onGap`: something may have been missed. */
  listen(on: { parcel: (parcel: Parcel, from: string) => void; gap: () => void }, signal: AbortSignal): void;
}

/** A server alone with its database: PGlite has no others. */
export const noFanOut = (): FanOut => ({ serverId: randomUUID(), publish: () => {}, listen: () => {} });

const CHANNEL = 'examus_live';
const RETRY_MS = 1000;
/** How often a connection that listens is asked whether it still does, and how long an answer may take. */
const PACE = { checkMs: 15_000, answerMs: 10_000 };
/** A database that answers no more must not fill the memory: what is told then can be fetched later. */
const MAX_WAITING = 2000;

export function postgresFanOut(
  db: Database,
  url: string,
  log: Pick<FastifyBaseLogger, 'warn'>,
  { checkMs, answerMs } = PACE,
): FanOut {
  const serverId = randomUUID();
  const ownChannel = `${CHANNEL}_${serverId}`;
  const waiting: { channel: string; payload: string }[] = [];
  let number = 0;
  let isSending = false;
  let hasLost = false;

  function putIn(channel: string, parcel: Parcel): void {
    for (const payload of cut(serverId, ++number, JSON.stringify(parcel))) waiting.push({ channel, payload });
  }

  async function send(): Promise<void> {
    if (isSending) return;
    isSending = true;
    try {
      while (waiting.length > 0) {
        const batch = waiting.splice(0, 200);
        const channels = batch.map(({ channel }) => channel);
        const payloads = batch.map(({ payload }) => payload);
        await sql`select pg_notify(t.channel, t.payload)
          from unnest(${channels}::text[], ${payloads}::text[]) with ordinality as t(channel, payload, n)
          order by t.n`.execute(db);
      }
    } catch (error) {
      // Not sent once more: it may have arrived. What else waits is behind the gap and lost with it.
      waiting.length = 0;
      hasLost = true;
      log.warn({ err: error }, 'other servers could not be told');
    } finally {
      isSending = false;
    }
  }

  /** Resolves when the connection is over. */
  async function listenOnce(on: Parameters<FanOut['listen']>[0], signal: AbortSignal): Promise<void> {
    // Without `query_timeout` a connection that died silently is asked in vain until TCP gives up, a quarter of an hour.
    const client = new Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: answerMs,
    });
    const over = new Promise<void>((done) => {
      client.on('error', () => done());
      client.on('end', () => done());
      signal.addEventListener('abort', () => done(), { once: true });
    });
    const joiner = new Joiner();
    client.on('notification', ({ payload = '' }) => {
      const whole = joiner.add(payload);
      if (whole && whole.from !== serverId) on.parcel(JSON.parse(whole.text) as Parcel, whole.from);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      await client.query(`listen "${ownChannel}"`);
      on.gap();
      // A connection that a firewall forgot says nothing: it is asked.
      const check = setInterval(() => void client.query('select 1').catch(() => client.end()), checkMs);
      await over;
      clearInterval(check);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  return {
    serverId,
    publish(parcel, to) {
      if (waiting.length > MAX_WAITING) {
        hasLost = true;
        return;
      }
      if (hasLost) putIn(CHANNEL, { type: 'gap' });
      hasLost = false;
      putIn(to === undefined ? CHANNEL : `${CHANNEL}_${to}`, parcel);
      void send();
    },
    listen(on, signal) {
      void (async () => {
        while (!signal.aborted) {
          await listenOnce(on, signal).catch((error: unknown) =>
            log.warn({ err: error }, 'news of other servers cannot be heard'),
          );
          await pause(RETRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
        }
      })();
    },
  };
}
