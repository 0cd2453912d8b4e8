import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GroupId, PersonId, SessionId } from '../../src/protocol/ids.ts';
import { packStill, readStill } from '../../src/protocol/still.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { goodReport, messageId, newWarning, setupWith, Student } from './exam-actors.ts';
import { startServer, type TestServer } from './harness.ts';
import { LiveClient } from './live-client.ts';

let server: TestServer;
let students: Student[];
let admin: string;
let proctors: { token: string; id: PersonId }[];
const clients: LiveClient[] = [];

beforeAll(async () => {
  const setup = setupWith({ mode: 'online', identification: 'skip' });
  const [own] = setup.institutions;
  const names = (role: 'student' | 'proctor', count: number) =>
    Array.from({ length: count }, (_, n) => ({
      userName: `${role}-${n}`,
      name: `${role} ${n}`,
      role,
      password: `${role}-${n}-password`,
    }));
  own!.people = [...(own!.people ?? []), ...names('student', 4), ...names('proctor', 3)];
  server = await startServer({ setup });
  admin = await server.signIn('admin', 'admin-password');
  students = await Promise.all([0, 1, 2, 3].map((n) => Student.signIn(server, `student-${n}`)));
  for (const student of students) {
    await student.open();
    await student.consent();
    await student.check();
    await student.begin();
  }
  proctors = await Promise.all(
    [0, 1, 2].map(async (n) => {
      const token = await server.signIn(`proctor-${n}`, `proctor-${n}-password`);
      return { token, id: (await server.call('me', {}, token)).person.id };
    }),
  );
});
afterAll(async () => {
  for (const client of clients) client.close();
  await server.close();
});

const grid = (token: string, share: 'mine' | 'all' = 'mine') =>
  server.call('grid', { query: { share } }, token);
const namesIn = ({ tiles }: Awaited<ReturnType<typeof grid>>) =>
  tiles.map(({ studentName }) => studentName).sort();
async function connect(ticket: string): Promise<LiveClient> {
  const client = new LiveClient(server, { ticket, protocol: String(PROTOCOL_VERSION) });
  clients.push(client);
  expect(await client.opened()).toBe(101);
  return client;
}

it('shows everybody at the door, who asks and what runs', async () => {
  const [asking, warned] = students as [Student, Student];
  const before = await grid(proctors[0]!.token);
  expect(before.tiles.map(({ phase }) => phase)).toEqual(Array(4).fill('awaiting_admission'));
  expect(before.tiles[0]).toMatchObject({
    waitingSince: expect.any(Number),
    askingSince: null,
    warnings: [],
  });

  asking.note({ kind: 'event', event: 'proctor_called', detail: '' });
  await asking.send();
  warned.note({ kind: 'chat', id: messageId(), text: 'Можно?' });
  warned.note({ kind: 'warning', warning: newWarning('phone', server.services.now()) });
  await warned.send();
  const tileOf = async (student: Student) =>
    (await grid(proctors[0]!.token)).tiles.find(({ sessionId }) => sessionId === student.sessionId);
  expect(await tileOf(asking)).toMatchObject({ askingSince: expect.any(Number), unread: 0 });
  expect(await tileOf(warned)).toMatchObject({ unread: 1, warnings: [{ type: 'phone', endAt: null }] });
  for (const { sessionId } of [asking, warned]) {
    const body = { id: messageId(), text: 'Слушаю' };
    await server.call('proctorChat', { params: { sessionId }, body }, proctors[0]!.token);
  }
  expect(await tileOf(asking)).toMatchObject({ askingSince: null });
  expect(await tileOf(warned)).toMatchObject({ askingSince: null, unread: 0 });
});

it('shares a room evenly, walls it off, and keeps what was given by hand', async () => {
  const examId = await students[0]!.examId();
  const params = { examId };
  const set = (proctorIds: PersonId[], fixed: { studentId: PersonId; proctorId: PersonId }[] = []) =>
    server.call('setExamRoom', { params, body: { proctorIds, fixed } }, admin);
  const [first, second, third] = proctors as [
    (typeof proctors)[0],
    (typeof proctors)[0],
    (typeof proctors)[0],
  ];
  const { room, students: known } = await set([first.id, second.id]);
  // Two of the demo, four of ours.
  expect(room.proctors.map((proctor) => proctor.students)).toEqual([3, 3]);
  const shares = await Promise.all([grid(first.token), grid(second.token)]);
  expect(shares.flatMap(namesIn).sort()).toEqual([0, 1, 2, 3].map((n) => `student ${n}`));
  expect(shares.every(({ isShared }) => isShared)).toBe(true);
  expect(namesIn(await grid(first.token, 'all'))).toHaveLength(4);

  expect(await grid(third.token, 'all')).toMatchObject({ tiles: [], exams: [] });
  await expect(server.call('examRoom', { params }, third.token)).rejects.toMatchObject({ code: 'not_found' });
  const session = { params: { sessionId: students[0]!.sessionId } };
  await expect(server.call('consoleSession', session, third.token)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await server.call('consoleSession', session, first.token)).id).toBe(students[0]!.sessionId);
  const lists = async (token: string) => {
    const { sessions } = await server.call('consoleSessions', { query: {} }, token);
    const { exams } = await server.call('consoleExams', {}, token);
    return [sessions.some((row) => row.examId === examId), exams.some(({ id }) => id === examId)];
  };
  expect(await lists(third.token)).toEqual([false, false]);
  await expect(server.call('collisions', { params }, third.token)).rejects.toMatchObject({
    code: 'not_found',
  });
  const attempts = { params, body: { csv: 'User name,Started,Finished\n' } };
  await expect(server.call('compareAttempts', attempts, third.token)).rejects.toMatchObject({
    code: 'not_found',
  });
  const toAll = { params, body: { id: messageId(), text: 'Всем привет' } };
  await expect(server.call('broadcast', toAll, third.token)).rejects.toMatchObject({ code: 'not_found' });
  const { chat } = await server.call('consoleSession', session, first.token);
  expect(chat.map(({ text }) => text)).not.toContain('Всем привет');
  expect(await server.call('broadcast', toAll, first.token)).toEqual({ sent: 4 });
  expect(await lists(first.token)).toEqual([true, true]);
  expect(await lists(admin)).toEqual([true, true]);
  const onward = { query: { after: students[0]!.sessionId } };
  await expect(server.call('consoleSessions', onward, third.token)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(namesIn(await grid(admin, 'all'))).toHaveLength(4);

  const { entries } = await server.call('adminAudit', { query: { what: 'exam_room_changed' } }, admin);
  expect(entries.map(({ changes }) => changes)).toEqual([
    [{ field: 'proctors', before: [], after: ['proctor 0', 'proctor 1'] }],
  ]);

  const given = known.find(({ name }) => name === 'student 0')!.studentId!;
  const after = await set([first.id, second.id], [{ studentId: given, proctorId: second.id }]);
  expect(after.students.find(({ studentId }) => studentId === given)).toMatchObject({
    proctorId: second.id,
    isFixed: true,
  });
  expect(namesIn(await grid(second.token))).toContain('student 0');
  await expect(set([first.id], [{ studentId: given, proctorId: second.id }])).rejects.toMatchObject({
    code: 'bad_request',
  });
  await expect(set([given])).rejects.toMatchObject({ code: 'bad_request' });
});

it('shares those whom the exam names by their group as well', async () => {
  const examId = await students[0]!.examId();
  const members = ['student-0', 'student-1', 'student-2', 'student-3', 'nobody-yet'];
  const group = await server.call('createGroup', { body: { name: 'ПИ-21', members } }, admin);
  const list = (body: { who: 'all' } | { who: 'listed'; students: string[]; groupIds: GroupId[] }) =>
    server.call('putExamStudents', { params: { examId }, body }, admin);
  await list({ who: 'listed', students: ['student-0'], groupIds: [group.id] });
  const proctorIds = proctors.map(({ id }) => id);
  const { room, students: known } = await server.call(
    'setExamRoom',
    { params: { examId }, body: { proctorIds, fixed: [] } },
    admin,
  );
  expect(known.map(({ name }) => name)).toEqual([...[0, 1, 2, 3].map((n) => `student ${n}`), 'nobody-yet']);
  expect(room.proctors.map((proctor) => proctor.students).toSorted((a, b) => a - b)).toEqual([1, 1, 2]);
  await list({ who: 'all' });
  await server.call(
    'setExamRoom',
    { params: { examId }, body: { proctorIds: proctorIds.slice(0, 2), fixed: [] } },
    admin,
  );
});

it('tells before the day who is ready', async () => {
  const ahead = await Student.signIn(server, 'student2');
  await server.call(
    'checkAhead',
    {
      body: {
        ...goodReport,
        results: [{ id: 'camera', ok: false, cause: 'busy' }, ...goodReport.results.slice(1)],
      },
    },
    ahead.token,
  );
  const { students: list } = await server.call(
    'examRoom',
    { params: { examId: await ahead.examId() } },
    admin,
  );
  const of = (name: string) => list.find((student) => student.name === name);
  expect(of("O'Brien & <script>alert(1)</script>")).toMatchObject({
    state: 'failed',
    failed: [{ id: 'camera', cause: 'busy' }],
  });
  expect(of('student 1')).toMatchObject({ state: 'passed', failed: [] });
  expect(of('Айгерим <b>Серикова</b>')).toMatchObject({ state: 'not_tried', checkedAt: null });
});

it('shows stills to those who may see, at their pace, and to nobody else', async () => {
  const [student] = students as [Student];
  const input = { params: { sessionId: student.sessionId }, query: { client: randomUUID() } };
  const machine = await connect((await server.call('sessionTicket', input, student.uploadToken)).ticket);
  await machine.next('session');
  const consoleOf = async (token: string) => connect((await server.call('liveTicket', {}, token)).ticket);
  const desk = await consoleOf(proctors[0]!.token);
  const outsider = await consoleOf(proctors[2]!.token);
  for (const line of [outsider, desk]) {
    const large = { sessionId: student.sessionId, viewerId: null, fast: true };
    line.send({ type: 'look', tiles: [student.sessionId], large });
    line.send({ type: 'ping', sentAt: 1 });
    await line.next('pong');
  }
  await machine.next('look', ({ stills }) => stills !== null);
  const webp = Uint8Array.from('RIFF....WEBPVP8 ', (char) => char.charCodeAt(0));
  const still = (sessionId: SessionId, at: number) => packStill({ sessionId, stream: 'screen', at, webp });
  machine.send(still(student.sessionId, 1));
  machine.send(still(student.sessionId, 2));
  // Another student's picture is none of this machine's.
  machine.send(still(students[1]!.sessionId, 3));
  expect(await machine.next('error')).toMatchObject({ error: { code: 'bad_request' } });
  expect(readStill(await desk.nextStill())).toMatchObject({ at: 1 });
  for (const line of [outsider, desk]) {
    line.send({ type: 'ping', sentAt: 2 });
    await line.next('pong');
    expect(line.stills).toEqual([]);
  }
});

it('shows nothing more to who is named for the exam no more while they look, or has another role', async () => {
  const [student] = students as [Student];
  const params = { examId: await student.examId() };
  const name = (...who: (typeof proctors)[number][]) =>
    server.call('setExamRoom', { params, body: { proctorIds: who.map(({ id }) => id), fixed: [] } }, admin);
  const [first, second] = proctors as [(typeof proctors)[0], (typeof proctors)[0]];
  await name(first, second);
  const input = { params: { sessionId: student.sessionId }, query: { client: randomUUID() } };
  server.turnClock(20_000);
  const machine = await connect((await server.call('sessionTicket', input, student.uploadToken)).ticket);
  await machine.next('session');
  const desk = await connect((await server.call('liveTicket', {}, second.token)).ticket);
  const large = { sessionId: student.sessionId, viewerId: randomUUID(), fast: true };
  desk.send({ type: 'look', tiles: [student.sessionId], large });
  await machine.next('look', ({ viewers }) => (viewers as string[]).includes(large.viewerId));
  await name(first);
  expect(await machine.next('look')).toMatchObject({ viewers: [] });

  const body = { role: 'student' as const };
  await server.call('changePerson', { params: { personId: second.id }, body }, admin);
  server.turnClock(31_000);
  desk.send({ type: 'ping', sentAt: 1 });
  expect(await desk.closed()).toBe(4003);
  await name();
});
