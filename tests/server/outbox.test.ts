import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OutboxRow } from '../../src/server/integration/outbox/message.ts';
import { settle } from '../../src/server/integration/outbox/tell.ts';
import { Student } from './exam-actors.ts';
import type { TestServer } from './harness.ts';
import { startServerOfLms } from './lms-actor.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServerOfLms('moodle');
});
afterAll(() => server.close());

/** A message under way; the server itself lets it be, as its time is not over. */
async function underWay(body: object): Promise<OutboxRow> {
  const { db, now } = server.services;
  const student = await Student.signIn(server);
  const { id: sessionId } = await student.open();
  const { id: integrationId } = await db.selectFrom('integrations').select('id').executeTakeFirstOrThrow();
  return db
    .insertInto('outbox')
    .values({
      sessionId,
      integrationId,
      kind: 'review',
      key: randomUUID(),
      body: JSON.stringify(body),
      state: 'sending',
      tries: 1,
      dueAt: now() + 60_000,
      createdAt: now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
const stored = ({ id }: OutboxRow) =>
  server.services.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

it('what another server has taken up is settled by that one alone', async () => {
  const row = await underWay({ again: true });
  const { db } = server.services;
  await db.updateTable('outbox').set({ tries: 2 }).where('id', '=', row.id).execute();
  await settle(server.services, row, { do: 'done' });
  await settle(server.services, row, { do: 'give_up', problem: 'two days of nothing' });
  expect(await stored(row)).toMatchObject({ state: 'sending', tries: 2, problem: null });
  await settle(server.services, { ...row, tries: 2 }, { do: 'give_up', problem: 'no' });
  expect(await stored(row)).toMatchObject({ state: 'failed', problem: 'no' });
});
