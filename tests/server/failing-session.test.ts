import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { SessionId } from '../../src/protocol/ids.ts';
import type { Services } from '../../src/server/context.ts';
import { sealLate } from '../../src/server/evidence/seal-late.ts';
import { reconcile } from '../../src/server/recordings/reconcile.ts';
import { deleteOld } from '../../src/server/sessions/delete-old.ts';
import { piece, segmentBody, setupWith, Student } from './exam-actors.ts';
import { startServer, type TestServer } from './harness.ts';

const DAY_MS = 24 * 3600_000;
const camera = (seq: number) => ({ kind: 'camera' as const, epoch: 0, seq });
let server: TestServer;
let ids: SessionId[];
beforeAll(async () => {
  server = await startServer({ setup: setupWith({ identification: 'skip', retentionDays: 30 }) });
  ids = [await closedSession('student'), await closedSession('student2')];
});
afterAll(() => server.close());

async function closedSession(userName: string): Promise<SessionId> {
  const student = await Student.signIn(server, userName);
  await student.open();
  await student.consent();
  await student.check();
  await student.begin();
  await student.put(camera(0));
  student.note(segmentBody(camera(0), server.services.now(), 0, piece(0)));
  student.note({ kind: 'intent', intent: 'finish' });
  await student.send();
  await student.drained();
  return student.sessionId;
}

/** The server with one session on which every work fails, whichever comes first; and what it says of that. */
function failingAt(bad: SessionId) {
  const { services } = server;
  const { blobs, signer, log } = services;
  const error = vi.fn();
  const failing: Services = {
    ...services,
    log: Object.assign(Object.create(log) as typeof log, { error }),
    signer: {
      ...signer,
      sign: (text) => {
        if (text.includes(bad)) throw new Error('it cannot be signed');
        return signer.sign(text);
      },
    },
    blobs: {
      ...blobs,
      list: (prefix) =>
        prefix.includes(bad) ? Promise.reject(new Error('the disk is torn here')) : blobs.list(prefix),
    },
  };
  return { failing, error };
}
const toldOnce = (error: ReturnType<typeof vi.fn>, bad: SessionId) =>
  expect(error.mock.calls).toEqual([[expect.objectContaining({ ids: [bad] }), expect.any(String)]]);

it('a session that cannot be signed keeps no other unsigned', async () => {
  const { db, now } = server.services;
  for (const bad of ids) {
    for (const id of ids) {
      await db.deleteFrom('statements').where('sessionId', '=', id).execute();
      await db
        .updateTable('sessions')
        .set({ unsealedSince: now() - 60_000 })
        .where('id', '=', id)
        .execute();
    }
    const { failing, error } = failingAt(bad);
    await sealLate(failing);
    const signed = await db.selectFrom('statements').select('sessionId').execute();
    expect(signed).toEqual([{ sessionId: ids.find((id) => id !== bad) }]);
    toldOnce(error, bad);
  }
});

it('a session whose files cannot be looked at keeps no other from being compared', async () => {
  const { db } = server.services;
  for (const bad of ids) {
    await db.updateTable('segments').set({ missing: true }).execute();
    const { failing, error } = failingAt(bad);
    await reconcile(failing, new AbortController().signal);
    const missing = await db.selectFrom('segments').select('sessionId').where('missing', '=', true).execute();
    expect(missing).toEqual([{ sessionId: bad }]);
    toldOnce(error, bad);
  }
});

it('a session that cannot be deleted keeps no other beyond its time', async () => {
  server.turnClock(31 * DAY_MS);
  const [bad, good] = ids as [SessionId, SessionId];
  // The good one is due now, and the bad one is looked at first: a row that is written anew comes last.
  await server.services.db.updateTable('sessions').set({ readSeq: 0 }).where('id', '=', good).execute();
  const { failing, error } = failingAt(bad);
  await deleteOld(failing);
  expect(await server.services.blobs.list(`sessions/${good}`)).toEqual([]);
  expect(await server.services.blobs.list(`sessions/${bad}`)).not.toEqual([]);
  toldOnce(error, bad);
});
