import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { KyselyPlugin } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { SessionId } from '../../src/protocol/ids.ts';
import { type FanOut, postgresFanOut } from '../../src/server/live/fan-out.ts';
import type { Parcel } from '../../src/server/live/parcel.ts';
import { type Database, openDatabase } from '../../src/server/store/database.ts';
import { findPostgres, type PostgresServer, startPostgres } from './postgres.ts';

let postgres: PostgresServer;
let url: string;
let db: Database;
let stop: AbortController;
const log = { warn: vi.fn() };
beforeAll(async () => {
  postgres = await startPostgres(findPostgres()!);
  url = await postgres.createDatabase();
  db = await openDatabase({ kind: 'postgres', url });
});
afterAll(async () => {
  await db?.destroy();
  await postgres?.stop();
});
beforeEach(() => {
  stop = new AbortController();
  log.warn.mockClear();
});
afterEach(() => stop.abort());

/** What one server hears of the others, in order; `gaps` = how often it may have missed something. */
async function hear(fanOut: FanOut) {
  const heard: { parcels: Parcel[]; gaps: number } = { parcels: [], gaps: 0 };
  fanOut.listen({ parcel: (parcel) => heard.parcels.push(parcel), gap: () => heard.gaps++ }, stop.signal);
  await vi.waitFor(() => expect(heard.gaps).toBe(1), { timeout: 10_000 });
  return heard;
}
const news = (sessionId: string): Parcel => ({ type: 'session', sessionId: sessionId as SessionId });

it('tells the others that something was lost, before anything that comes after', async () => {
  let isAway = false;
  const failing: KyselyPlugin = {
    transformQuery({ node }) {
      if (isAway) throw new Error('the database is away');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const [here, there] = [postgresFanOut(db.withPlugin(failing), url, log), postgresFanOut(db, url, log)];
  const heard = await hear(there);
  here.publish(news('before'));
  await vi.waitFor(() => expect(heard.parcels).toEqual([news('before')]));
  isAway = true;
  here.publish(news('lost'));
  await vi.waitFor(() => expect(log.warn).toHaveBeenCalledOnce());
  isAway = false;
  here.publish(news('after'));
  here.publish(news('later'));
  const all = [news('before'), { type: 'gap' }, news('after'), news('later')];
  await vi.waitFor(() => expect(heard.parcels).toEqual(all));
});

it('listens anew when the connection died without a word', async () => {
  const line = await deadableLine(new URL(url));
  try {
    const pace = { checkMs: 200, answerMs: 150 };
    const there = postgresFanOut(db, line.url, log, pace);
    const heard = await hear(there);
    line.die();
    await vi.waitFor(() => expect(heard.gaps).toBe(2), { timeout: 10_000 });
    postgresFanOut(db, url, log).publish(news('after'));
    await vi.waitFor(() => expect(heard.parcels).toEqual([news('after')]));
  } finally {
    stop.abort();
    await line.close();
  }
});

/** A way to the database whose connections can go silent without being closed, as when a firewall forgets them. */
async function deadableLine(database: URL) {
  const ends: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(database.port), database.hostname);
    for (const end of [near, far]) ends.push(end.on('error', () => {}));
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(database);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    die: () => ends.forEach((end) => end.unpipe().pause()),
    async close() {
      ends.forEach((end) => end.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
