import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { sweepOnce } from '../../src/server/sessions/deadlines.ts';
import { messageId, newWarning, Student } from './exam-actors.ts';
import { startServer, type TestServer } from './harness.ts';
import { LiveClient } from './live-client.ts';

const protocol = String(PROTOCOL_VERSION);
let server: TestServer;
let student: Student;
let proctor: string;
const clients: LiveClient[] = [];

beforeAll(async () => {
  server = await startServer();
  proctor = await server.signIn('proctor', 'proctor-password');
});
beforeEach(async () => {
  for (const client of clients.splice(0)) client.close();
  // Each test has a student of its own: an exam under way is ended first.
  if (student) {
    const params = { sessionId: student.sessionId };
    await server.call('endExam', { params, body: { reason: 'next test' } }, proctor).catch(() => {});
  }
  student = await Student.signIn(server, 'student');
  await server.services.db.deleteFrom('tokens').where('kind', '=', 'ticket').execute();
  const { settings } = await server.services.db
    .selectFrom('exams')
    .select('settings')
    .executeTakeFirstOrThrow();
  await server.services.db
    .updateTable('exams')
    .set({ settings: JSON.stringify({ ...settings, attemptsAllowed: 100 }) })
    .execute();
  await student.goToBegin();
});
afterAll(() => server.close());

async function connect(ticket: string, more = {}): Promise<LiveClient> {
  const client = new LiveClient(server, { ticket, protocol, ...more });
  clients.push(client);
  expect(await client.opened()).toBe(101);
  return client;
}
const sessionTicket = async (of = student, client?: string): Promise<string> => {
  const input = { params: { sessionId: of.sessionId }, query: { client } };
  return (await server.call('sessionTicket', input, of.uploadToken)).ticket;
};
const liveTicket = async (token: string): Promise<string> =>
  (await server.call('liveTicket', {}, token)).ticket;
const ping = (capturing = true) => ({ type: 'ping', sentAt: 42, capturing, savedUpTo: null });

it('answers pings with the time and shows the session whole, at once and on every change', async () => {
  const line = await connect(await sessionTicket());
  expect(await line.next('session')).toMatchObject({ session: { id: student.sessionId, phase: 'running' } });
  line.send(ping());
  expect(await line.next('pong')).toMatchObject({ sentAt: 42, now: expect.closeTo(Date.now(), -4) });
  const params = { sessionId: student.sessionId };
  await server.call('endExam', { params, body: { reason: 'Довольно' } }, proctor);
  expect(await line.next('session', ({ session }) => Object(session).phase === 'finishing')).toMatchObject({
    session: { proctorMessage: 'Довольно', closeReason: 'by_proctor' },
  });
});

it('opens once per ticket, not after 30 s, and for one protocol', async () => {
  const ticket = await sessionTicket();
  await connect(ticket);
  const status = (query: Record<string, string>) => new LiveClient(server, query).opened();
  expect(await status({ ticket, protocol })).toBe(401);
  expect(await status({ ticket: 'made-up', protocol })).toBe(401);
  expect(await status({ ticket: await sessionTicket(), protocol: '99' })).toBe(426);
  expect(await status({ protocol })).toBe(400);
  expect(await status({ ticket: student.uploadToken, protocol })).toBe(401);
  const old = await sessionTicket();
  server.turnClock(31_000);
  expect(await status({ ticket: old, protocol })).toBe(401);
});

it('takes pings for signs of life; only capture ends an interruption', async () => {
  const line = await connect(await sessionTicket());
  server.turnClock(25_000);
  line.send(ping());
  await line.next('pong');
  line.send(ping());
  await line.next('pong');
  await sweepOnce(server.services, 0);
  expect(await student.view()).toMatchObject({ phase: 'running' });

  server.turnClock(25_000);
  await sweepOnce(server.services, 0);
  await line.next('session', ({ session }) => Object(session).phase === 'interrupted');
  line.send(ping(false));
  await line.next('pong');
  line.send(ping(false));
  await line.next('pong');
  expect(await student.view()).toMatchObject({ phase: 'interrupted' });
  line.send(ping(true));
  await line.next('session', ({ session }) => Object(session).phase === 'running');
});

it('keeps the first of two computers, and lets the same one come back', async () => {
  const first = await connect(await sessionTicket());
  await first.next('session');
  const elsewhere = await Student.signIn(server);
  await elsewhere.open();
  expect(elsewhere.sessionId).toBe(student.sessionId);
  const second = await connect(await sessionTicket(elsewhere));
  expect(await second.next('error')).toMatchObject({ error: { code: 'conflict' } });
  expect(await second.closed()).toBe(4009);

  const again = await connect(await sessionTicket());
  await again.next('session');
  expect(await first.closed()).toBe(4001);
  server.turnClock(16_000);
  await (await connect(await sessionTicket(elsewhere))).next('session');
  expect(await again.closed()).toBe(4001);
});

it('knows the same computer by its name when its token was renewed', async () => {
  const computer = randomUUID();
  const first = await connect(await sessionTicket(student, computer));
  await first.next('session');
  const renewed = await Student.signIn(server);
  await renewed.open();
  await (await connect(await sessionTicket(renewed, computer))).next('session');
  expect(await first.closed()).toBe(4001);
  const other = await connect(await sessionTicket(renewed, randomUUID()));
  expect(await other.closed()).toBe(4009);
});

it('tells proctors of their institution alone: rows of all, chat and warnings of the one they watch', async () => {
  const console = await connect(await liveTicket(proctor));
  const foreign = await connect(
    await liveTicket(await server.signIn('other-proctor', 'other-proctor-password', 'other')),
  );
  foreign.send({ type: 'watch', sessionId: student.sessionId });
  console.send({ type: 'ping', sentAt: 1 });
  foreign.send({ type: 'ping', sentAt: 1 });
  await Promise.all([console.next('pong'), foreign.next('pong')]);

  student.note({ kind: 'chat', id: messageId(), text: 'unwatched' });
  student.note({ kind: 'warning', warning: newWarning('voice_detected', Date.now()) });
  await student.send();
  expect(await console.next('row')).toMatchObject({
    row: { id: student.sessionId, warningCount: 1, online: true },
  });
  console.send({ type: 'watch', sessionId: student.sessionId });
  console.send({ type: 'ping', sentAt: 2 });
  await console.next('pong');
  const warning = newWarning('phone', Date.now());
  student.note({ kind: 'chat', id: messageId(), text: '<b>watched</b>' });
  student.note({ kind: 'warning', warning });
  await student.send(student.journal.slice(-2));
  expect(await console.next('chat')).toMatchObject({
    sessionId: student.sessionId,
    message: { text: '<b>watched</b>', from: 'student' },
  });
  expect(await console.next('warning')).toMatchObject({ warning: { id: warning.id, type: 'phone' } });
  // What a colleague judges meanwhile is seen here at once.
  const body = { warningIds: [warning.id], judgement: 'confirmed' as const, note: 'видно' };
  await server.call('judge', { params: { sessionId: student.sessionId }, body }, proctor);
  expect(await console.next('judged')).toMatchObject({
    sessionId: student.sessionId,
    judged: { warnings: [{ id: warning.id, judgement: 'confirmed', note: 'видно' }] },
  });
  foreign.send({ type: 'ping', sentAt: 3 });
  await foreign.next('pong');
  expect(foreign.received).toEqual([]);
});

it('passes the proctor’s words to the student', async () => {
  const line = await connect(await sessionTicket());
  const body = { id: messageId(), text: 'Поверните камеру' };
  await server.call('proctorChat', { params: { sessionId: student.sessionId }, body }, proctor);
  expect(await line.next('chat')).toMatchObject({ message: { ...body, from: 'proctor' } });
});

it('ends a console whose person signed out', async () => {
  const token = await server.signIn('admin', 'admin-password');
  const console = await connect(await liveTicket(token));
  await server.call('signOut', {}, token);
  server.turnClock(31_000);
  console.send({ type: 'ping', sentAt: 1 });
  expect(await console.closed()).toBe(4003);
});

it('lets a student without a session try whether a socket opens', async () => {
  const line = await connect(await liveTicket(student.token));
  line.send(ping());
  expect(await line.next('pong')).toMatchObject({ sentAt: 42 });
});

it('answers nonsense with an error, a flood and a giant with the end', async () => {
  const line = await connect(await sessionTicket());
  for (const nonsense of ['{', '[]', '{"type":"watch","sessionId":null}', '{"type":"ping","sentAt":"x"}']) {
    line.send(nonsense);
    expect(await line.next('error')).toMatchObject({ error: { code: 'bad_request' } });
  }
  for (let count = 0; count < 90; count += 1) line.send(ping());
  expect(await line.closed()).toBe(1008);
  const giant = await connect(await sessionTicket());
  giant.send(`"${'x'.repeat(100_000)}"`);
  expect(await giant.closed()).toBe(1009);
  expect(await student.view()).toMatchObject({ phase: 'running' });
});
