import assert from 'node:assert/strict';
import { finish, finishedSession, hasTicket, sessionOf, until } from '../acts.ts';
import { casesOf } from '../case.ts';
import { accessCode, attemptUrl, pluginTime } from '../moodle-claims.ts';
import { SECRET } from '../world.ts';

const DAY_MS = 24 * 3600_000;

/** Facts 3.6 and 3.4: what a `start` leads to. */
export const startDecisions = casesOf('start', {
  'an unknown session is made and leads on': async (world) => {
    const claims = world.claims();
    hasTicket(await world.start(claims));
    assert.equal((await sessionOf(world, claims.sessionId)).phase, 'created');
  },
  'the ticket signs its student in, once': async (world) => {
    const claims = world.claims();
    const page = await world.start(claims);
    const { sessionId, person } = await world.launch(page);
    assert.equal(sessionId, (await sessionOf(world, claims.sessionId)).id);
    assert.equal(person.role, 'student');
    await assert.rejects(world.launch(page));
  },
  'a newcomer to a room with named proctors is given to one of them': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const { examId } = await sessionOf(world, claims.sessionId);
    const proctor = await world.tokenOf('proctor');
    const { id } = (await world.server.call('me', {}, proctor)).person;
    const room = { params: { examId }, body: { proctorIds: [id], fixed: [] } };
    await world.server.call('setExamRoom', room, await world.tokenOf('admin'));
    const newcomer = world.claims({ examId: claims.examId });
    await world.start(newcomer);
    const { personId } = await sessionOf(world, newcomer.sessionId);
    const { students } = await world.server.call('examRoom', { params: { examId } }, proctor);
    assert.equal(students.find(({ studentId }) => studentId === personId)?.proctorId, id);
  },
  'a session put in the place of one that never ran ends that one, and its student is told why': async (
    world,
  ) => {
    const claims = world.claims();
    const { token, sessionId } = await world.launch(await world.start(claims));
    await world.start(world.claimsFor(claims, { sessionId: accessCode() }));
    const { closeReason, timeline } = await world.server.call('ownRecord', { params: { sessionId } }, token);
    assert.deepEqual([closeReason, timeline.at(-1)?.what], ['cancelled', 'replaced_by_lms']);
  },
  'a bad signature shows an error': async (world) => {
    const claims = world.claims();
    const page = await world.start(claims, { secret: `${SECRET}x` });
    assert.deepEqual([page.status, page.ticket], [403, null]);
    assert.deepEqual(await world.sessionsFor(claims.sessionId), []);
  },
  'an unsigned token shows an error': async (world) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ typ: 'JWT', alg: 'none' })}.${part(world.claims())}.`;
    assert.equal((await world.start({}, { token })).status, 403);
  },
  'an unknown integration shows an error': async (world) => {
    assert.equal((await world.start(world.claims(), { name: 'nobody' })).status, 404);
  },
  'another integration’s secret shows an error': async (world) => {
    assert.equal((await world.start(world.claims(), { name: 'other-moodle' })).status, 403);
  },
  'without sessionId it is refused': async (world) => {
    assert.equal((await world.start({ ...world.claims(), sessionId: undefined })).status, 403);
  },
  'without sessionUrl it is refused': async (world) => {
    assert.equal((await world.start({ ...world.claims(), sessionUrl: undefined })).status, 403);
  },
  'three posts of one form make one session': async (world) => {
    const claims = world.claims();
    const pages = await Promise.all([1, 2, 3].map(() => world.start(claims)));
    pages.forEach(hasTicket);
    await sessionOf(world, claims.sessionId);
  },
  'somebody else’s session is refused': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const page = await world.start({ ...claims, userId: 'a-thief' });
    assert.deepEqual([page.status >= 400, page.ticket], [true, null]);
  },
  'before the dates it is not available': async (world) => {
    const now = world.server.now();
    const page = await world.start(
      world.claims({ startDate: pluginTime(now + DAY_MS), endDate: pluginTime(now + 2 * DAY_MS) }),
    );
    assert.deepEqual([page.status, page.ticket], [200, null]);
  },
  'after the dates it is not available': async (world) => {
    const now = world.server.now();
    const page = await world.start(
      world.claims({ startDate: pluginTime(now - 2 * DAY_MS), endDate: pluginTime(now - DAY_MS) }),
    );
    assert.deepEqual([page.status, page.ticket], [200, null]);
  },
  'a finished session shows its end and the way back': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    const sessionFinishUrl = `${world.plugin.wwwroot}/mod/quiz/review.php?attempt=77`;
    await finish(world, claims.sessionId, { body: { sessionFinishUrl } });
    await until('it is closed', async () => (await sessionOf(world, claims.sessionId)).phase === 'closed');
    const page = await world.start(claims);
    assert.deepEqual([page.status, page.ticket], [200, null]);
    assert.ok(page.text.includes('review.php?attempt=77'), 'no link to the LMS');
  },
  'a new sessionId after a finished one is a new attempt': async (world) => {
    const { claims } = await finishedSession(world);
    const next = world.claims({ userId: claims['userId'] });
    hasTicket(await world.start(next));
    assert.equal((await sessionOf(world, next.sessionId)).attempt, 2);
  },
  'a new sessionId calls off the one that never ran': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    hasTicket(await world.start(world.claims({ userId: claims['userId'] })));
    assert.equal((await sessionOf(world, claims.sessionId)).phase, 'closed');
  },
  'a teacher’s change holds for who has not begun': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    await world.start({ ...claims, duration: '180' });
    assert.equal((await sessionOf(world, claims.sessionId)).settings.durationMinutes, 180);
  },
  'the fader’s sessionUrl leaves the first entry.php': async (world) => {
    const claims = world.claims();
    await world.start(claims);
    await world.start({ ...claims, sessionUrl: attemptUrl(world.plugin.wwwroot, claims.sessionId) });
    const { id } = await sessionOf(world, claims.sessionId);
    const { db, seal } = world.server.services;
    const { entryUrl } = await db
      .selectFrom('launches')
      .select('entryUrl')
      .where('sessionId', '=', id)
      .executeTakeFirstOrThrow();
    assert.equal(seal.open(entryUrl ?? '', id), claims.sessionUrl);
  },
  'the student’s language is the page’s and the extension’s': async (world) => {
    for (const language of ['ru', 'kk', 'en']) {
      const page = await world.start(world.claims({ language }));
      assert.match(page.text, new RegExp(`<html lang="${language}"`));
      assert.equal((await world.launch(page)).language, language);
    }
    assert.equal((await world.launch(await world.start(world.claims({ language: 'de' })))).language, null);
  },
});

/** Duplicates as the redirect page makes them, all at once and in no order. */
export const slowStart = casesOf('start', {
  '1,000 duplicated and shuffled make one session each': async (world) => {
    const students = Array.from({ length: 50 }, () => world.claims());
    const starts = Array.from({ length: 1000 }, (_, index) => students[index % 50]!);
    for (let i = starts.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [starts[i], starts[j]] = [starts[j]!, starts[i]!];
    }
    const post = async (): Promise<void> => {
      for (let claims = starts.pop(); claims; claims = starts.pop()) hasTicket(await world.start(claims));
    };
    await Promise.all(Array.from({ length: 20 }, post));
    for (const { sessionId } of students) await sessionOf(world, sessionId);
  },
});
