import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExamId } from '../../src/protocol/ids.ts';
import type { Weekday } from '../../src/protocol/proctoring-hours.ts';
import { endPassed } from '../../src/server/calendar/missed.ts';
import { describeOnEachDatabase, type Setup, startServer, support, type TestServer } from './harness.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const lms = { quizUrl: 'http://localhost:9/quiz', patterns: ['http://localhost:9/*'] };

describeOnEachDatabase('the calendar of an exam of our own', (database) => {
  let server: TestServer;
  let [one, two, proctor, stranger, admin] = ['', '', '', '', ''];
  let examId: ExamId;
  const person = (userName: string, role: 'student' | 'proctor' | 'admin') => ({
    userName,
    name: userName.toUpperCase(),
    role,
    password: `${userName}-password`,
  });

  beforeAll(async () => {
    const exam = (key: string, autoRescheduling: boolean) => ({
      key,
      name: key,
      lms,
      settings: { schedule: true, durationMinutes: 60, slotCapacity: 1, autoRescheduling },
    });
    // Almaty is at UTC+5.
    const hours = { from: '09:00', to: '11:00', weekdays: ['tue', 'sat'] as Weekday[] };
    const settings = { ...exam('', false).settings, proctoringHours: hours };
    const watched = { ...exam('watched', false), settings };
    const setup: Setup = {
      institutions: [
        {
          slug: 'examus',
          name: 'Examus',
          support,
          people: [
            person('one', 'student'),
            person('two', 'student'),
            person('proctor', 'proctor'),
            person('stranger', 'proctor'),
            person('admin', 'admin'),
          ],
          exams: [exam('booked', false), exam('again', true), watched],
        },
      ],
    };
    server = await startServer({ database, setup });
    await everybodySignsIn();
    examId = (await listed(one)).id;
  });
  afterAll(() => server.close());

  /** Anew after the clock was turned far: a login does not last for days. */
  async function everybodySignsIn(): Promise<void> {
    [one, two, proctor, stranger, admin] = (await Promise.all(
      ['one', 'two', 'proctor', 'stranger', 'admin'].map((name) => server.signIn(name, `${name}-password`)),
    )) as [string, string, string, string, string];
  }
  async function turnClockTo(at: number): Promise<void> {
    server.turnClock(at - server.services.now());
    await everybodySignsIn();
  }

  const listed = async (token: string, key = 'booked') =>
    (await server.call('listExams', {}, token)).exams.find(({ name }) => name === key)!;
  const calendar = (token: string, id = examId) =>
    server.call('examCalendar', { params: { examId: id } }, token);
  const book = (token: string, startsAt: number, id = examId) =>
    server.call('bookPlace', { params: { examId: id }, body: { startsAt } }, token);
  const refused = (reason: string) => ({ code: 'conflict', details: { reason } });

  test('the list says that a time has to be chosen, and nothing can be begun without one', async () => {
    expect(await listed(one)).toMatchObject({ state: 'upcoming', opensAt: null, place: null });
    await expect(server.call('openSession', { params: { examId } }, one)).rejects.toMatchObject({
      code: 'not_open_yet',
    });
  });

  test('a place is taken once, moved and given back', async () => {
    const { slots, now } = await calendar(one);
    const [, first, second] = slots.filter(({ startsAt }) => startsAt > now + day);
    await book(one, first!.startsAt);
    await expect(book(two, first!.startsAt)).rejects.toMatchObject(refused('full'));
    await expect(book(two, first!.startsAt + minute)).rejects.toMatchObject(refused('no_such_place'));
    expect((await book(one, second!.startsAt)).booking).toMatchObject({ startsAt: second!.startsAt });
    await book(two, first!.startsAt);
    const cancelled = await server.call('cancelPlace', { params: { examId } }, two);
    expect(cancelled.booking).toBeNull();
    expect(await listed(one)).toMatchObject({
      state: 'upcoming',
      place: { startsAt: second!.startsAt },
      opensAt: second!.startsAt - 15 * minute,
    });
  });

  test('a place that overlaps with one that is taken is as full, where lengths differ', async () => {
    const { id } = await listed(one, 'again');
    const { slots, now } = await calendar(one, id);
    const { startsAt } = slots.find((slot) => slot.startsAt > now + day)!;
    await book(one, startsAt, id);
    const exams = server.services.db;
    const { settings } = await exams
      .selectFrom('exams')
      .select('settings')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const last = (durationMinutes: number) =>
      exams
        .updateTable('exams')
        .set({ settings: JSON.stringify({ ...settings, durationMinutes }) })
        .where('id', '=', id)
        .execute();
    await last(50);
    const overlapping = (await calendar(two, id)).slots.filter(
      (slot) => slot.startsAt < startsAt + hour && slot.endsAt > startsAt,
    );
    expect(overlapping.map(({ free }) => free)).toEqual(overlapping.map(() => 0));
    expect(overlapping.length).toBeGreaterThan(1);
    await expect(book(two, overlapping.at(-1)!.startsAt, id)).rejects.toMatchObject(refused('full'));
    // Their own place is given back by the move.
    await book(one, overlapping.at(-1)!.startsAt, id);
    await last(60);
    await exams.deleteFrom('bookings').where('examId', '=', id).execute();
  });

  test('who is granted more time has a longer place, and sits in it until then', async () => {
    const { id } = await listed(one, 'again');
    const params = { examId: id, subject: 'one' };
    const body = { accommodation: { extraMinutes: 30 } };
    await server.call('grantAccommodation', { params, body }, admin);
    const lengths = [await listed(one, 'again'), await listed(two, 'again')];
    expect(lengths.map(({ durationMinutes }) => durationMinutes)).toEqual([90, 60]);
    const { slots, now } = await calendar(one, id);
    const { startsAt, endsAt } = slots.find((slot) => slot.startsAt > now + day)!;
    const { booking } = await book(one, startsAt, id);
    expect(booking).toMatchObject({ startsAt, endsAt: startsAt + 90 * minute });
    const during = (await calendar(two, id)).slots.filter(
      (slot) => slot.startsAt < endsAt && slot.endsAt > startsAt,
    );
    expect(during.map(({ free }) => free)).toEqual([0, 0]);
    await server.call('withdrawAccommodation', { params }, admin);
    await server.services.db.deleteFrom('bookings').where('examId', '=', id).execute();
  });

  test('places are offered at the hours that are proctored, and taken at no others', async () => {
    const { id } = await listed(one, 'watched');
    const { slots } = await calendar(one, id);
    const times = slots.map(({ startsAt }) =>
      new Date(startsAt).toUTCString().replace(/,.* (..:..).*/, ' $1'),
    );
    expect(new Set(times)).toEqual(new Set(['Tue 04:00', 'Tue 05:00', 'Sat 04:00', 'Sat 05:00']));
    const [first] = slots;
    await expect(book(one, first!.startsAt + 2 * hour, id)).rejects.toMatchObject(refused('no_such_place'));
    expect((await book(one, first!.startsAt, id)).booking).toMatchObject({ startsAt: first!.startsAt });
    await server.services.db.deleteFrom('bookings').where('examId', '=', id).execute();
  });

  test('a proctor sees who comes when, of exams that are theirs alone', async () => {
    const { booking, now } = await calendar(one);
    const week = { query: { from: String(now), to: String(now + 7 * day) } };
    const { slots } = await server.call('consoleCalendar', week, proctor);
    expect(slots).toMatchObject([
      { examName: 'booked', startsAt: booking!.startsAt, capacity: 1, students: [{ name: 'ONE' }] },
    ]);
    const { person: me } = await server.call('me', {}, proctor);
    await server.services.db.insertInto('examProctors').values({ examId, personId: me.id }).execute();
    expect((await server.call('consoleCalendar', week, stranger)).slots).toEqual([]);
    expect((await server.call('consoleCalendar', week, proctor)).slots).toHaveLength(1);
  });

  test('the exam opens with the place, and a day before it is no longer changed', async () => {
    const { booking } = await calendar(one);
    await turnClockTo(booking!.startsAt - day + minute);
    await expect(server.call('cancelPlace', { params: { examId } }, one)).rejects.toMatchObject(
      refused('too_late'),
    );
    await turnClockTo(booking!.startsAt - 14 * minute);
    expect((await listed(one)).state).toBe('open');
    await expect(server.call('openSession', { params: { examId } }, two)).rejects.toMatchObject({
      code: 'not_open_yet',
    });
    await server.call('openSession', { params: { examId } }, one);
    expect((await listed(one)).state).toBe('running');
  });

  test('nobody came: over, or a new time where the exam says so', async () => {
    const again = (await listed(two, 'again')).id;
    const { slots } = await calendar(two, again);
    await book(two, slots[0]!.startsAt, again);
    const own = await calendar(two);
    await book(
      two,
      own.slots.find(({ free, startsAt }) => free > 0 && startsAt >= slots[0]!.startsAt)!.startsAt,
    );
    await turnClockTo(slots[0]!.startsAt + 3 * hour);
    await endPassed(server.services);
    expect(await listed(two, 'again')).toMatchObject({ state: 'upcoming', place: null });
    expect(await listed(two)).toMatchObject({ state: 'missed', place: null });
    await expect(book(two, (await calendar(two)).slots[0]!.startsAt)).rejects.toMatchObject({
      code: 'exam_over',
    });
    const next = await calendar(two, again);
    expect((await book(two, next.slots[0]!.startsAt, again)).booking).not.toBeNull();
  });
});
