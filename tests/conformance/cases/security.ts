import assert from 'node:assert/strict';
import { finishedSession, sessionOf, statusOf } from '../acts.ts';
import { casesOf } from '../case.ts';
import { INTEGRATION } from '../world.ts';

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
export const archiveCases = casesOf('archive', {
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
