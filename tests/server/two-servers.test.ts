import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import { packStill, readStill } from '../../src/protocol/still.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { closeCodes } from '../../src/server/live/live-socket.ts';
import { cut } from '../../src/server/live/notify-text.ts';
import { messageId, setupWith, Student } from './exam-actors.ts';
import { signIn, startServer, type TestServer } from './harness.ts';
import { LiveClient } from './live-client.ts';
import { findPostgres, type PostgresServer, startPostgres } from './postgres.ts';

/** Two servers on one PostgreSQL: the student's machine is on one, the proctor's console on the other. */
const protocol = String(PROTOCOL_VERSION);
let postgres: PostgresServer;
let here: TestServer;
let there: TestServer;
let student: Student;
let proctor: string;
let machine: LiveClient;
let desk: LiveClient;

beforeAll(async () => {
  postgres = await startPostgres(findPostgres()!);
  const databaseUrl = await postgres.createDatabase();
  const config = { databaseUrl, secret: 'one secret of both servers', turnSecret: 'north' };
  const setup = setupWith({ mode: 'online', identification: 'skip' });
  const iceServers = [{ urls: ['turn:turn.example:3478'] }];
  here = await startServer({ setup, config: { ...config, iceServers } });
  there = await startServer({ setup, config: { ...config, iceServers } });
  student = await Student.signIn(here);
  await student.open();
  await student.consent();
  await student.check();
  await student.begin();
  proctor = await signIn(there.origin, 'examus', 'proctor', 'proctor-password');
  machine = await atMachine();
  desk = await open(there, (await there.call('liveTicket', {}, proctor)).ticket);
});
afterAll(async () => {
  machine?.close();
  desk?.close();
  await Promise.all([here?.close(), there?.close()]);
  await postgres?.stop();
});

async function open(server: TestServer, ticket: string): Promise<LiveClient> {
  const client = new LiveClient(server, { ticket, protocol });
  expect(await client.opened()).toBe(101);
  return client;
}
async function atMachine(
  server = here,
  client = 'c0ffee00-0000-4000-8000-000000000000',
): Promise<LiveClient> {
  const input = { params: { sessionId: student.sessionId }, query: { client } };
  const line = await open(server, (await server.call('sessionTicket', input, student.uploadToken)).ticket);
  return line;
}
const params = () => ({ sessionId: student.sessionId });
const ping = { type: 'ping', sentAt: 1, capturing: true, savedUpTo: 1000 };
const webp = Uint8Array.from('RIFF....WEBPVP8 ', (char) => char.charCodeAt(0));
const still = (at: number, extra = 0) =>
  packStill({
    sessionId: student.sessionId,
    stream: 'camera',
    at,
    webp: Uint8Array.from([...webp, ...new Uint8Array(extra).fill(at % 256)]),
  });

it('tells the student of an admission on the other server, and the proctor of the student', async () => {
  await machine.next('session');
  desk.send({ type: 'look', tiles: [], large: null });
  desk.send({ type: 'watch', sessionId: student.sessionId });
  desk.send({ type: 'ping', sentAt: 1 });
  await desk.next('pong');
  await there.call('admit', { params: params(), body: { decision: 'admit' } }, proctor);
  await machine.next('session', ({ session }) => Object(session).phase === 'running');
  const tile = await desk.next('tile', ({ tile }) => Object(tile).phase === 'running');
  expect(tile).toMatchObject({ tile: { sessionId: student.sessionId, mode: 'online' } });
  student.note({ kind: 'chat', id: messageId(), text: `Слышно? ${'Да. '.repeat(450)}` });
  await student.send();
  expect(await desk.next('chat')).toMatchObject({
    message: { from: 'student', text: expect.stringContaining('Слышно?') },
  });
  // The grid shows at once that somebody asks, and that they were answered.
  expect(await desk.next('tile')).toMatchObject({ tile: { unread: 1, askingSince: expect.any(Number) } });
  const body = { id: messageId(), text: 'Слышно' };
  await there.call('proctorChat', { params: params(), body }, proctor);
  expect(await machine.next('chat', ({ message }) => Object(message).from === 'proctor')).toMatchObject({
    message: { text: 'Слышно' },
  });
  await desk.next('tile', ({ tile }) => Object(tile).unread === 0);
});

it('carries stills to the other server while somebody looks there, and no longer', async () => {
  desk.send({ type: 'look', tiles: [student.sessionId], large: null });
  expect(await machine.next('look')).toMatchObject({
    stills: { everyMs: 2000, width: 320 },
    viewers: [],
    watched: false,
  });
  machine.send(still(5, 30_000));
  const came = readStill(await desk.nextStill());
  expect(came).toMatchObject({ sessionId: student.sessionId, stream: 'camera', at: 5 });
  expect(came!.webp.length).toBe(30_016);
  machine.send(ping);
  await machine.next('pong');
  expect(await desk.next('pulses', ({ pulses }) => Object(pulses).length > 0)).toMatchObject({
    pulses: [{ sessionId: student.sessionId, savedUpTo: 1000 }],
  });
  desk.send({ type: 'look', tiles: null, large: null });
  expect(await machine.next('look')).toMatchObject({ stills: null });
  machine.send(still(6));
  machine.send(ping);
  await machine.next('pong');
  desk.send({ type: 'ping', sentAt: 2 });
  await desk.next('pong');
  expect(desk.stills).toEqual([]);
});

it('passes the signals of a live picture both ways, with passwords for the relay', async () => {
  const viewerId = randomUUID();
  desk.send({ type: 'look', tiles: null, large: { sessionId: student.sessionId, viewerId, fast: false } });
  const { ice } = await desk.next('ice');
  expect(ice).toMatchObject({
    iceServers: [{ username: expect.stringMatching(/^\d{10}:/), credential: expect.any(String) }],
  });
  const look = await machine.next('look');
  expect(look).toMatchObject({ viewers: [viewerId], watched: true, stills: null });
  expect(JSON.stringify(look)).toContain(student.sessionId);
  const offer = { type: 'offer', sdp: 'v=0 '.repeat(4000) };
  const streams = { camera: 'a', screen: 'b' };
  machine.send({ type: 'signal', viewerId, data: offer, streams });
  expect(await desk.next('signal')).toEqual({ type: 'signal', viewerId, data: offer, streams });
  desk.send({ type: 'signal', viewerId, data: { type: 'answer' } });
  expect(await machine.next('signal')).toEqual({ type: 'signal', viewerId, data: { type: 'answer' } });

  // Nobody speaks to those who do not look.
  machine.send({ type: 'signal', viewerId: randomUUID(), data: offer, streams });
  desk.send({ type: 'signal', viewerId: randomUUID(), data: { type: 'answer' } });
  desk.close();
  expect(await machine.next('look')).toMatchObject({ viewers: [], watched: false, ice: null });
  expect(machine.received.filter(({ type }) => type === 'signal')).toEqual([]);
});

it('gives a seat to one machine alone, whichever server it comes to', async () => {
  const other = await atMachine(there, randomUUID());
  expect(await other.next('error')).toMatchObject({ error: { code: 'conflict' } });
  expect(await other.closed()).toBe(4009);
  const same = await atMachine(there);
  await same.next('session');
  expect(await machine.closed()).toBe(4001);
  same.close();
});

it('has the consoles of a server come back when another one could not tell it everything', async () => {
  const console = await open(there, (await there.call('liveTicket', {}, proctor)).ticket);
  console.send({ type: 'ping', sentAt: 1 });
  await console.next('pong');
  const word = cut(randomUUID(), 1, JSON.stringify({ type: 'gap' }))[0];
  await sql`select pg_notify('examus_live', ${word}::text)`.execute(here.services.db);
  expect(await console.closed()).toBe(closeCodes.beginAnew);
});
