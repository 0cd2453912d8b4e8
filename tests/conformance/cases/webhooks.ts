import assert from 'node:assert/strict';
import type { SessionId } from '../../../src/protocol/ids.ts';
import type { WarningType } from '../../../src/protocol/warnings.ts';
import { newWarning } from '../../server/exam-actors.ts';
import { decide, finish, finishedSession, runningSession, sessionOf, statusOf, until } from '../acts.ts';
import { casesOf } from '../case.ts';
import { accessCode } from '../moodle-claims.ts';
import type { World } from '../world.ts';

const HOUR_MS = 3600_000;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/;

/** A warning of the student's own machine that has begun and ended. */
async function warn(
  student: Awaited<ReturnType<typeof runningSession>>['student'],
  startAt: number,
  type: WarningType = 'phone',
) {
  const warning = newWarning(type, startAt, { endAt: startAt + 4000 });
  student.note({ kind: 'warning', warning }, startAt + 4000);
  await student.send();
  return warning;
}
const untilLookedAt = (world: World, sessionId: SessionId) =>
  until('it is looked at', async () => {
    const row = await world.server.services.db
      .selectFrom('outbox')
      .select('state')
      .where('sessionId', '=', sessionId)
      .executeTakeFirst();
    return row?.state === 'done';
  });

const closed = (world: World, lmsSessionId: string) =>
  until('it is closed', async () => (await sessionOf(world, lmsSessionId)).phase === 'closed');
const reviewsOf = (world: World, lmsSessionId: string) => world.plugin.of('review', lmsSessionId);

/** Facts 2.3: for LMSs that ask for them. */
export const webhookCases = casesOf('webhooks', {
  'warning_url: each violation a detector saw, when it has ended': async (world) => {
    const side = await world.another({ warningUrl: `${world.plugin.wwwroot}/warnings` });
    const { claims, student } = await runningSession(world, {}, side);
    const { startAt } = await warn(student, world.server.now() - 5000);
    const { body, token } = await until(
      'it is told',
      () => world.plugin.of('/moodle/warnings', claims.sessionId)[0],
    );
    const { id, start, end, ...rest } = body;
    assert.deepEqual(rest, {
      accountId: 1,
      sessionId: claims.sessionId,
      type: 'WARNING_PHONE',
      cyber: true,
    });
    assert.ok(Number.isInteger(id), 'id is no integer');
    assert.match(String(start), ISO);
    assert.equal(Date.parse(String(end)) - Date.parse(String(start)), 4000);
    assert.equal(Date.parse(String(start)), Math.floor(startAt / 1000) * 1000);
    assert.deepEqual(Object.keys(token), ['exp']);
  },
  'warning_url is off by default': async (world) => {
    const { claims, student } = await runningSession(world);
    await warn(student, world.server.now() - 5000);
    await finish(world, claims.sessionId);
    const kinds = await world.server.services.db
      .selectFrom('outbox')
      .select('kind')
      .where('sessionId', '=', student.sessionId)
      .execute();
    assert.deepEqual(kinds, []);
  },
  'agreement_acceptance_url: when the student left the agreement': async (world) => {
    const side = await world.another({ agreementUrl: `${world.plugin.wwwroot}/agreed` });
    const before = Math.floor(world.server.now() / 1000) * 1000;
    const { claims } = await runningSession(world, {}, side);
    const { body } = await until('it is told', () => world.plugin.of('/moodle/agreed', claims.sessionId)[0]);
    assert.deepEqual(Object.keys(body).sort(), ['accountId', 'sessionId', 'timestamp']);
    assert.match(String(body['timestamp']), ISO);
    assert.ok(Date.parse(String(body['timestamp'])) >= before);
  },
  'a receiver of one’s own may answer in words': async (world) => {
    const side = await world.another({ agreementUrl: `${world.plugin.wwwroot}/agreed` });
    const sessionId = accessCode();
    world.plugin.answerNext('/moodle/agreed', sessionId, { status: 202, body: 'thank you' });
    const { student } = await runningSession(world, { sessionId }, side);
    await until('it is done', async () => {
      const row = await world.server.services.db
        .selectFrom('outbox')
        .select('state')
        .where('sessionId', '=', student.sessionId)
        .executeTakeFirst();
      return row?.state === 'done';
    });
  },
  'review_url replaces the plugin’s own address': async (world) => {
    const side = await world.another({ reviewUrl: `${world.plugin.wwwroot}/verdicts` });
    const { claims, sessionId } = await finishedSession(world, {}, side);
    await decide(world, sessionId);
    await until('it is told there', () => world.plugin.of('/moodle/verdicts', claims.sessionId)[0]);
    assert.deepEqual(reviewsOf(world, claims.sessionId), []);
  },
});

/** What a review says of the warnings, and when there is none (facts 2.1). */
export const moreReviewCases = casesOf('review', {
  'warnings with their times, and titles by language': async (world) => {
    const { claims, student } = await runningSession(world);
    const { startAt } = await warn(student, world.server.now() - 5000, 'avert_eyes');
    await finish(world, claims.sessionId);
    await student.drained();
    await closed(world, claims.sessionId);
    await decide(world, student.sessionId);
    const { body } = await until('it arrives', () => reviewsOf(world, claims.sessionId)[0]);
    const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}+00:00`;
    assert.deepEqual(body['warnings'], [
      { type: 'WARNING_AVERT_EYES', start: iso(startAt), end: iso(startAt + 4000), cyber: true },
    ]);
    const titles = (body['warningTitles'] as Record<string, Record<string, string>>)['WARNING_AVERT_EYES'];
    assert.deepEqual([titles?.['en'], titles?.['ru']], ['Wrong gaze direction', 'Увод взгляда с экрана']);
  },
  'what a person confirmed is a person’s word, what they dismissed is left out': async (world) => {
    const { claims, student } = await runningSession(world);
    const now = world.server.now();
    const confirmed = await warn(student, now - 9000, 'phone');
    const dismissed = await warn(student, now - 5000, 'avert_eyes');
    await finish(world, claims.sessionId);
    await student.drained();
    await closed(world, claims.sessionId);
    const proctor = await world.tokenOf('proctor');
    for (const [{ id }, judgement] of [
      [confirmed, 'confirmed'],
      [dismissed, 'dismissed'],
    ] as const) {
      const body = { warningIds: [id], judgement };
      await world.server.call('judge', { params: { sessionId: student.sessionId }, body }, proctor);
    }
    await decide(world, student.sessionId, 'rejected');
    const { body } = await until('it arrives', () => reviewsOf(world, claims.sessionId)[0]);
    const warnings = body['warnings'] as { type: string; cyber: boolean }[];
    assert.deepEqual(
      warnings.map(({ type, cyber }) => [type, cyber]),
      [['WARNING_PHONE', false]],
    );
    assert.ok(Number(body['score']) > 0);
  },
  'no review while the session runs': async (world) => {
    const { claims, student } = await runningSession(world);
    await assert.rejects(decide(world, student.sessionId), { code: 'wrong_phase' });
    assert.deepEqual(reviewsOf(world, claims.sessionId), []);
  },
  'a verdict that changes is told again, whole': async (world) => {
    const { claims, sessionId } = await finishedSession(world);
    const statusIs = (status: string) => () => world.plugin.entries.find(claims.sessionId)?.status === status;
    await decide(world, sessionId, 'unknown');
    await until('the first arrives', statusIs('unknown'));
    await decide(world, sessionId, 'rejected', 'Телефон');
    await until('the second arrives', statusIs('rejected'));
    assert.equal(world.plugin.entries.find(claims.sessionId)?.review?.['comment'], 'Телефон');
  },
  'finalStatusOnly: the first verdict alone is told': async (world) => {
    const side = await world.another({ finalStatusOnly: true });
    const { claims, sessionId } = await finishedSession(world, {}, side);
    await decide(world, sessionId, 'accepted');
    await until(
      'the first arrives',
      () => world.plugin.entries.find(claims.sessionId)?.status === 'accepted',
    );
    await decide(world, sessionId, 'rejected');
    await untilLookedAt(world, sessionId);
    assert.equal(reviewsOf(world, claims.sessionId).length, 1);
  },
  'a trial sends none': async (world) => {
    const { claims, sessionId } = await finishedSession(world, { trial: true });
    await decide(world, sessionId);
    await untilLookedAt(world, sessionId);
    assert.deepEqual(reviewsOf(world, claims.sessionId), []);
  },
  'the plugin stores all of it': async (world) => {
    const { claims, sessionId } = await finishedSession(world);
    await decide(world, sessionId, 'rejected', 'Подмена');
    const entry = await until('it is stored', () => {
      const found = world.plugin.entries.find(claims.sessionId);
      return found?.status === 'rejected' ? found : null;
    });
    const missing = Object.entries(entry.review ?? {}).filter(([, value]) => value === null);
    assert.deepEqual(missing, []);
    assert.ok(entry.reportUrl?.endsWith(sessionId) && entry.archive);
  },
});

/** A secret is changed while both sides work. */
export const secretCases = casesOf('secret', {
  'the one before stays good until its overlap ends': async (world) => {
    const side = await world.another();
    const params = { integrationId: side.id };
    const rotate = { params, body: { overlapHours: 2 } };
    const { secret } = await world.server.call('rotateSecret', rotate, await world.tokenOf('admin'));
    for (const one of [side.secret, secret]) {
      assert.equal((await world.start(world.claims(), { ...side, secret: one })).status, 200);
    }
    world.server.turnClock(3 * HOUR_MS);
    assert.equal((await world.start(world.claims(), side)).status, 403);
    assert.equal((await world.start(world.claims(), { ...side, secret })).status, 200);
  },
  'a Moodle that still has the old one is told all the same': async (world) => {
    const side = await world.another();
    const { claims, sessionId } = await finishedSession(world, {}, side);
    const params = { integrationId: side.id };
    const rotate = { params, body: { overlapHours: 2 } };
    await world.server.call('rotateSecret', rotate, await world.tokenOf('admin'));
    await decide(world, sessionId);
    await until('it is told', () => world.plugin.entries.find(claims.sessionId)?.status === 'accepted');
  },
  'one that leaked is good not a moment longer': async (world) => {
    const side = await world.another();
    const params = { integrationId: side.id };
    const rotate = { params, body: { overlapHours: 0 } };
    await world.server.call('rotateSecret', rotate, await world.tokenOf('admin'));
    assert.equal((await world.start(world.claims(), side)).status, 403);
    const claims = world.claims();
    assert.equal((await finish(world, claims.sessionId, { side })).status, 401);
  },
});

export const replayCases = casesOf('replay', {
  'a finish said again changes nothing': async (world) => {
    const { claims, student } = await runningSession(world);
    const auth = await world.serverToken();
    await finish(world, claims.sessionId, { auth });
    await student.drained();
    await closed(world, claims.sessionId);
    const before = await sessionOf(world, claims.sessionId);
    const { body } = await finish(world, claims.sessionId, { auth });
    assert.deepEqual(body, { message: 'not_changed' });
    const { endedAt, state } = await sessionOf(world, claims.sessionId);
    assert.deepEqual([endedAt, state], [before.endedAt, before.state]);
  },
  'a finish’s token is no good an hour later': async (world) => {
    const { claims } = await runningSession(world);
    const auth = await world.serverToken();
    world.server.turnClock(HOUR_MS);
    assert.equal((await finish(world, claims.sessionId, { auth })).status, 401);
  },
  'a start said again during the exam makes nothing new': async (world) => {
    const { claims, student } = await runningSession(world);
    const page = await world.start(claims);
    const { sessionId } = await world.launch(page);
    assert.equal(sessionId, student.sessionId);
    assert.equal((await sessionOf(world, claims.sessionId)).phase, 'running');
  },
  'a start said again after the end opens nothing': async (world) => {
    const { claims } = await finishedSession(world);
    const page = await world.start(claims);
    assert.deepEqual([page.status, page.ticket], [200, null]);
    await sessionOf(world, claims.sessionId);
  },
});

export const runningStatusCases = casesOf('status', {
  started: async (world) => {
    const { claims } = await runningSession(world);
    const { body } = await statusOf(world, claims.sessionId);
    assert.deepEqual([body['status'], body['sessionEnd']], ['started', null]);
    assert.match(String(body['sessionStart']), ISO);
  },
});
