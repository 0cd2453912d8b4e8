import assert from 'node:assert/strict';
import { finishedSession, sessionOf, statusOf } from '../acts.ts';
import { casesOf } from '../case.ts';
import { INTEGRATION, type World } from '../world.ts';

const KEY = 'moodle-user-key';
const archive = (sessionId: string) => `/integration/simple/${INTEGRATION}/archive/${sessionId}/`;

/** `sessionUrl` signs its student in at Moodle: nobody else may ever see it. */
export const securityCases = casesOf('security', {
  'sessionUrl stands on no page': async (world) => {
    const claims = world.claims();
    assert.ok(!(await world.start(claims)).text.includes(KEY));
    assert.ok(!JSON.stringify(await statusOf(world, claims.sessionId)).includes(KEY));
  },
  'sessionUrl is in no log': async (world) => {
    await world.start(world.claims());
    assert.ok(world.server.log.includes('started by the LMS'), 'nothing is logged at all');
    assert.ok(!world.server.log.includes(KEY));
  },
  'sessionUrl and the photo’s key are sealed at rest': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const { id } = await sessionOf(world, claims.sessionId);
    const row = await world.server.services.db
      .selectFrom('launches')
      .selectAll()
      .where('sessionId', '=', id)
      .executeTakeFirstOrThrow();
    assert.ok(row.entryUrl);
    for (const secret of [KEY, 'photo-secret']) assert.ok(!JSON.stringify(row).includes(secret), secret);
  },
  'the entry is not given before the exam runs': async (world) => {
    const { token, sessionId } = await world.launch(await world.start(world.claims()));
    await assert.rejects(world.server.call('sessionEntry', { params: { sessionId } }, token), {
      code: 'wrong_phase',
    });
  },
  'the entry is not given to a proctor': async (world) => {
    const { sessionId } = await world.launch(await world.start(world.claims()));
    const proctor = await world.tokenOf('proctor');
    await assert.rejects(world.server.call('sessionEntry', { params: { sessionId } }, proctor));
  },
});
/** Follows an archive link as a member of the LMS's staff; gives what the browser then carries. */
async function followArchive(world: World, lmsSessionId: string, more: Record<string, unknown> = {}) {
  const token = await world.sign({ userId: 'boss', sessionId: lmsSessionId, ...more });
  const page = await world.post(archive(lmsSessionId), { token });
  assert.equal(page.status, 303);
  const cookie = (page.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  // The cookie holds the token that a bearer would send.
  return decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1));
}
const forbidden = { code: 'forbidden' };

export const archiveCases = casesOf('archive', {
  'the login reads that session': async (world) => {
    const { claims, sessionId } = await finishedSession(world);
    const login = await followArchive(world, claims.sessionId);
    const detail = await world.server.call('consoleSession', { params: { sessionId } }, login);
    assert.equal(detail.id, sessionId);
  },
  'the login reads no other session and no list': async (world) => {
    const [one, other] = [await finishedSession(world), await finishedSession(world)];
    const login = await followArchive(world, one.claims.sessionId);
    const params = { sessionId: other.sessionId };
    await assert.rejects(world.server.call('consoleSession', { params }, login), forbidden);
    await assert.rejects(world.server.call('consoleSessions', { query: {} }, login), forbidden);
    await assert.rejects(world.server.call('liveTicket', {}, login), forbidden);
  },
  'the login does nothing': async (world) => {
    const { claims, sessionId } = await finishedSession(world);
    const login = await followArchive(world, claims.sessionId);
    const body = { state: 'accepted' as const, comment: '' };
    await assert.rejects(world.server.call('verdict', { params: { sessionId }, body }, login), forbidden);
    await world.server.call('signOut', {}, login);
    await assert.rejects(world.server.call('me', {}, login), { code: 'not_signed_in' });
  },
  'returnUrl leads back, if it is a plain address': async (world) => {
    const { claims, sessionId } = await finishedSession(world);
    for (const [given, kept] of [
      ['https://lms.example/report?id=7', 'https://lms.example/report?id=7'],
      ['javascript:alert(1)', null],
      ['https://lms.example@evil.example/', null],
      [undefined, null],
    ]) {
      const login = await followArchive(world, claims.sessionId, { returnUrl: given });
      const { reading } = await world.server.call('me', {}, login);
      assert.deepEqual(reading, { sessionId, returnUrl: kept });
    }
  },
  'leads staff to the recording, signed in': async (world) => {
    const { claims, sessionId } = await finishedSession(world);
    const token = await world.sign({ userId: 'boss', sessionId: claims.sessionId });
    const page = await world.post(archive(claims.sessionId), { token });
    assert.equal(page.status, 303);
    assert.equal(page.headers.get('location'), `/console/sessions/${sessionId}`);
    assert.ok(page.headers.get('set-cookie'));
  },
  'a student’s start token is refused': async (world) => {
    const { claims } = await finishedSession(world);
    const page = await world.post(archive(claims.sessionId), { token: await world.sign(claims) });
    assert.deepEqual([page.status, page.headers.get('set-cookie')], [403, null]);
  },
  'a token for another session is refused': async (world) => {
    const { claims } = await finishedSession(world);
    const token = await world.sign({ userId: 'boss', sessionId: 'another' });
    assert.equal((await world.post(archive(claims.sessionId), { token })).status, 403);
  },
  'an unknown session is 404': async (world) => {
    const token = await world.sign({ userId: 'boss', sessionId: 'another' });
    assert.equal((await world.post(archive('another'), { token })).status, 404);
  },
});
