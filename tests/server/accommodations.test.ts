import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExamId } from '../../src/protocol/ids.ts';
import { pluginClaims } from '../conformance/moodle-claims.ts';
import type { TestServer } from './harness.ts';
import { postStart, startServerOfLms } from './lms-actor.ts';

let server: TestServer;
let admin: string;
beforeAll(async () => {
  server = await startServerOfLms('moodle');
  admin = await server.signIn('admin', 'admin-password');
});
afterAll(() => server?.close());

/** The session that an LMS starts, and its exam. */
async function start(claims: ReturnType<typeof pluginClaims>) {
  expect(await postStart(server, 'moodle', claims)).toBe(200);
  return server.services.db
    .selectFrom('sessions as s')
    .innerJoin('launches as l', 'l.sessionId', 's.id')
    .select(['s.id', 's.examId', 's.settings'])
    .where('l.lmsSessionId', '=', claims.sessionId)
    .executeTakeFirstOrThrow();
}
const grant = (params: { examId: ExamId; subject: string }, extraMinutes: number) =>
  server.call('grantAccommodation', { params, body: { accommodation: { extraMinutes } } }, admin);

it('a session may be longer than any exam can be set, and is shown', async () => {
  const claims = pluginClaims('https://moodle.example', { examId: 'long', duration: '1440' });
  const { id: sessionId, examId } = await start(claims);
  await grant({ examId, subject: 'aserikova' }, 360);
  await start(claims);
  const { settings } = await server.call('consoleSession', { params: { sessionId } }, admin);
  expect(settings.durationMinutes).toBe(1800);
});
