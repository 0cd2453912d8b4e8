import assert from 'node:assert/strict';
import { finish, finishedSession, runningSession, serverCall, sessionOf, statusOf, until } from '../acts.ts';
import { casesOf } from '../case.ts';
import { pluginTime } from '../moodle-claims.ts';
import { SECRET } from '../world.ts';

const HOUR_MS = 3600_000;

/** Facts 1.3. */
export const finishCases = casesOf('finish', {
  'the first says finished': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const { status, body } = await finish(world, claims.sessionId, {
      body: { sessionFinishUrl: `${world.plugin.wwwroot}/mod/quiz/review.php?attempt=1&cmid=117` },
    });
    assert.deepEqual([status, body], [200, { message: 'finished' }]);
  },
  'the second says not_changed': async (world) => {
    const { claims } = await finishedSession(world);
    const { status, body } = await finish(world, claims.sessionId);
    assert.deepEqual([status, body], [200, { message: 'not_changed' }]);
  },
  'the student’s own record tells it': async (world) => {
    const { claims, student } = await runningSession(world);
    await finish(world, claims.sessionId);
    const params = { sessionId: student.sessionId };
    const happened = async () =>
      (await world.server.call('ownRecord', { params }, student.token)).timeline.map(({ what }) => what);
    await until('the end is told', async () => (await happened()).at(-1) === 'finished_by_lms');
  },
  'an empty body will do': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    assert.equal((await finish(world, claims.sessionId)).status, 200);
  },
  'the sister plugin’s 300 s token': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const auth = await world.serverToken(SECRET, 300);
    assert.equal((await finish(world, claims.sessionId, { auth })).status, 200);
  },
  'an unknown session is 404': async (world) => {
    assert.equal((await finish(world, 'nobody-started-this')).status, 404);
  },
  'no header is refused': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    assert.equal((await finish(world, claims.sessionId, { auth: null })).status, 401);
    assert.notEqual((await sessionOf(world, claims.sessionId)).phase, 'closed');
  },
  'an expired token is refused': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const auth = await world.serverToken(SECRET, -600);
    assert.equal((await finish(world, claims.sessionId, { auth })).status, 401);
  },
  'a Bearer header is refused': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const auth = (await world.serverToken()).replace('JWT', 'Bearer');
    assert.equal((await finish(world, claims.sessionId, { auth })).status, 401);
  },
  'the student’s own start token is refused': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const auth = `JWT ${await world.sign({ ...claims, exp: Math.floor(world.server.now() / 1000) + 30 })}`;
    assert.equal((await finish(world, claims.sessionId, { auth })).status, 401);
  },
});

/** Answers within 100 ms although the database stands still for 5 s; what was said is done afterwards. */
export const slowFinish = casesOf('finish', {
  'within 100 ms with the database stalled for 5 s': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    await until(
      'the server knows the integration by heart',
      async () => (await finish(world, 'nobody-started-this')).status === 404,
    );
    const stalled = Promise.withResolvers<void>();
    const held = world.server.services.db.transaction().execute(async () => {
      stalled.resolve();
      await new Promise((done) => setTimeout(done, 5000));
    });
    await stalled.promise;
    const { status, ms } = await finish(world, claims.sessionId);
    await held;
    assert.equal(status, 200);
    assert.ok(ms < 100, `answered after ${Math.round(ms)} ms`);
    await until('it is applied', async () => (await sessionOf(world, claims.sessionId)).phase === 'closed');
  },
});

/** The first calls after a start of the server. */
export const restartCases = casesOf('restart', {
  'a finish is kept although the database stands still since the start, and applied': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const stalled = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let held = Promise.resolve();
    await world.server.restart(async () => {
      held = world.server.services.db.transaction().execute(async () => {
        stalled.resolve();
        await goOn.promise;
      });
      await stalled.promise;
    });
    const { status, body } = await finish(world, claims.sessionId);
    goOn.resolve();
    await held;
    assert.deepEqual([status, body], [200, { message: 'finished' }]);
    await until('it is applied', async () => (await sessionOf(world, claims.sessionId)).phase === 'closed');
  },
});

/** Facts 1.4. */
export const statusCases = casesOf('status', {
  'ready_to_start, with its fields': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const { status, body } = await statusOf(world, claims.sessionId);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      accountId: 1,
      sessionId: claims.sessionId,
      status: 'ready_to_start',
      sessionStart: null,
      sessionEnd: null,
    });
  },
  not_scheduled: async (world) => {
    const claims = world.claims({ schedule: true });
    await world.start(claims);
    assert.equal((await statusOf(world, claims.sessionId)).body['status'], 'not_scheduled');
  },
  early_to_start: async (world) => {
    const now = world.server.now();
    const claims = world.claims({
      startDate: pluginTime(now + HOUR_MS),
      endDate: pluginTime(now + 2 * HOUR_MS),
    });
    await world.start(claims);
    assert.equal((await statusOf(world, claims.sessionId)).body['status'], 'early_to_start');
  },
  late_to_start: async (world) => {
    const now = world.server.now();
    const claims = world.claims({
      startDate: pluginTime(now - 2 * HOUR_MS),
      endDate: pluginTime(now - HOUR_MS),
    });
    await world.start(claims);
    assert.equal((await statusOf(world, claims.sessionId)).body['status'], 'late_to_start');
  },
  finished: async (world) => {
    const { claims } = await finishedSession(world);
    assert.equal((await statusOf(world, claims.sessionId)).body['status'], 'finished');
  },
  'an unknown session is 404': async (world) => {
    assert.equal((await statusOf(world, 'nobody-started-this')).status, 404);
  },
});
export const examCases = casesOf('exams', {
  'the documented spellings of scoreConfig are read too': async (world) => {
    const scoreConfig = { cheaterLevel: 65, extraUserInFrame: 3, avertEyes: 0.5, phone: 4 };
    const { sessionId: _id, sessionUrl: _url, userId: _user, ...exam } = world.claims({ examId: 'spelled' });
    await serverCall(world, '/exams/', { body: { ...exam, scoreConfig } });
    const claims = world.claims({ examId: 'spelled', scoreConfig: undefined });
    await world.start(claims);
    const { cheater_level, extra_user, look_away, phone } = (await sessionOf(world, claims.sessionId))
      .settings.scoreConfig;
    assert.deepEqual([cheater_level, extra_user, look_away, phone], [65, 3, 0.5, 4]);
  },
  'a call that says nothing of the calendar leaves it': async (world) => {
    const examId = 'with-calendar';
    const settings = async () => {
      const { db } = world.server.services;
      const rows = await db.selectFrom('exams').select(['key', 'settings']).execute();
      const found = rows.find(({ key }) => key.includes(examId))!.settings;
      return [found.schedule, found.opensBeforeMinutes];
    };
    await serverCall(world, '/exams/', { body: { accountName: 'a', examId, schedule: true } });
    assert.deepEqual(await settings(), [true, 15]);
    await serverCall(world, '/exams/', { body: { accountName: 'a', examId, duration: 45 } });
    assert.deepEqual(await settings(), [true, 15]);
  },
  'an exam made ahead is the one that is started': async (world) => {
    const { sessionId: _id, sessionUrl: _url, userId: _user, ...exam } = world.claims({ examId: 'ahead-1' });
    assert.equal((await serverCall(world, '/exams/', { body: { ...exam, duration: 120 } })).status, 200);
    const claims = world.claims({ examId: 'ahead-1', duration: undefined });
    await world.start(claims);
    assert.equal((await sessionOf(world, claims.sessionId)).settings.durationMinutes, 120);
  },
  'an export of the quiz names students as the LMS does': async (world) => {
    const { claims, student } = await runningSession(world, { examId: 'exported' });
    const { examId } = await sessionOf(world, claims.sessionId);
    const csv = `Username,Started on\n${String(claims['userId'])},${new Date(world.server.now()).toISOString()}`;
    const proctor = await world.tokenOf('proctor');
    const input = { params: { examId }, body: { csv } };
    const { attempts } = await world.server.call('compareAttempts', input, proctor);
    assert.deepEqual([attempts[0]?.finding, attempts[0]?.sessionId], ['covered', student.sessionId]);
  },
  'without examId it is refused': async (world) => {
    assert.equal((await serverCall(world, '/exams/', { body: { examName: 'x' } })).status, 400);
  },
  'without a token it is refused': async (world) => {
    assert.equal((await serverCall(world, '/exams/', { auth: null, body: { examId: '1' } })).status, 401);
  },
});
