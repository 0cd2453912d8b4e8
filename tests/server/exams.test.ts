import { afterAll, beforeAll, expect, test } from 'vitest';
import { listExams } from '../../src/server/exams/list-exams.ts';
import { describeOnEachDatabase, type Setup, startServer, support, type TestServer } from './harness.ts';

const minute = 60_000;
const iso = (fromNowMs: number) => new Date(Date.now() + fromNowMs).toISOString();

function setupWith(exams: NonNullable<Setup['institutions'][number]['exams']>): Setup {
  const people = ['one', 'two'].map((userName) => ({
    userName,
    name: userName,
    email: `${userName}@exam.example`,
    role: 'student' as const,
    password: `${userName}-password`,
  }));
  const proctor = { userName: 'proctor', name: 'P', role: 'proctor' as const, password: 'proctor-password' };
  return { institutions: [{ slug: 'examus', name: 'Examus', support, people: [...people, proctor], exams }] };
}

const lms = { quizUrl: 'http://localhost:9/quiz', patterns: ['http://localhost:9/*'] };

describeOnEachDatabase('the exam list', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({
      database,
      setup: setupWith([
        { key: 'open', name: 'B open', lms, startsAt: iso(5 * minute), endsAt: iso(60 * minute) },
        { key: 'soon', name: 'C soon', lms, startsAt: iso(20 * minute), endsAt: iso(60 * minute) },
        { key: 'past', name: 'A past', lms, startsAt: iso(-60 * minute), endsAt: iso(-minute) },
        { key: 'for-two', name: 'D for two', lms, students: ['TWO@exam.example'] },
        { key: 'for-nobody', name: 'E for nobody', lms, students: [] },
      ]),
    });
  });
  afterAll(() => server.close());

  const statesOf = async (token: string) =>
    Object.fromEntries(
      (await server.call('listExams', {}, token)).exams.map(({ name, state }) => [name, state]),
    );

  test('shows what each student may take, and what can be done with it now', async () => {
    const [one, two] = [
      await server.signIn('one', 'one-password'),
      await server.signIn('two', 'two-password'),
    ];
    expect(await statesOf(one)).toEqual({ 'A past': 'missed', 'B open': 'open', 'C soon': 'upcoming' });
    expect(await statesOf(two)).toMatchObject({ 'D for two': 'open' });
    const { exams } = await server.call('listExams', {}, one);
    const open = exams.find(({ name }) => name === 'B open')!;
    expect(open.opensAt).toBe(open.startsAt! - 10 * minute);
    expect(open.institutionName).toBe('Examus');
    const hidden = (await server.call('listExams', {}, two)).exams.find(({ name }) => name === 'D for two')!;
    await expect(server.call('openSession', { params: { examId: hidden.id } }, one)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('asks for places only where an exam has a calendar', async () => {
    const { services } = server;
    const student = await server.signIn('one', 'one-password');
    const { person } = await server.call('me', {}, student);
    const asked: string[] = [];
    const db = services.db.withPlugin({
      transformQuery: ({ node }) => {
        asked.push(JSON.stringify(node));
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await listExams({ ...services, db }, person);
    expect(asked.filter((query) => query.includes('"exams"'))).not.toEqual([]);
    expect(asked.filter((query) => query.includes('"bookings"'))).toEqual([]);
  });

  test('follows an attempt to its verdict', async () => {
    const student = await server.signIn('one', 'one-password');
    const find = async () =>
      (await server.call('listExams', {}, student)).exams.find(({ name }) => name === 'B open')!;
    const { session } = await server.call('openSession', { params: { examId: (await find()).id } }, student);
    expect(await find()).toMatchObject({
      state: 'running',
      session: {
        id: session.id,
        phase: 'created',
        closeReason: null,
        review: { state: 'pending', comment: '' },
      },
    });
    await server.services.db
      .updateTable('sessions')
      .set({
        phase: 'closed',
        state: JSON.stringify({ phase: 'closed', clock: null, endedAt: 1, reason: 'by_student' }),
      })
      .where('id', '=', session.id)
      .execute();
    const proctor = await server.signIn('proctor', 'proctor-password');
    const { person } = await server.call('me', {}, proctor);
    await server.services.db
      .insertInto('reviews')
      .values({
        sessionId: session.id,
        state: 'rejected',
        comment: '<b>phone</b>',
        personId: person.id,
        decidedAt: 7,
      })
      .execute();
    expect(await find()).toMatchObject({
      state: 'finished',
      session: {
        phase: 'closed',
        closeReason: 'by_student',
        review: { state: 'rejected', comment: '<b>phone</b>', decidedAt: 7 },
      },
    });
    const { exams } = await server.call('consoleExams', {}, proctor);
    expect(exams).toHaveLength(5);
  });
});
