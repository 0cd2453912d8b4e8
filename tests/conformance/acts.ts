import assert from 'node:assert/strict';
import { changeSession } from '../../src/server/sessions/change-session.ts';
import type { SessionRecord } from '../../src/server/sessions/session-record.ts';
import { Student } from '../server/exam-actors.ts';
import { INTEGRATION, type Page, type Side, type World } from './world.ts';

const UNTIL_MS = 15_000;

/** The one session that a start made. */
export async function sessionOf(world: World, lmsSessionId: string): Promise<SessionRecord> {
  const [id, ...more] = await world.sessionsFor(lmsSessionId);
  assert.ok(id, 'no session was made');
  assert.equal(more.length, 0, 'more than one session was made');
  const { db } = world.server.services;
  return db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** Starts with these claims in place of the plugin's own, and gives the settings the session got. */
export async function settingsAfter(world: World, more: Record<string, unknown>) {
  const claims = world.claims(more);
  const page = await world.start(claims);
  assert.equal(page.status, 200);
  return (await sessionOf(world, claims.sessionId)).settings;
}

export interface ServerReply {
  status: number;
  body: Record<string, unknown>;
  ms: number;
}
interface CallOptions {
  auth?: string | null;
  body?: unknown;
  method?: string;
  side?: Side;
}
/** A call of the LMS's own server; `auth` null leaves the header out. */
export async function serverCall(
  world: World,
  path: string,
  { auth, body, method = 'POST', side }: CallOptions = {},
): Promise<ServerReply> {
  const authorization = auth === undefined ? await world.serverToken(side?.secret) : auth;
  const api = `/api/v2/integration/simple/${side?.name ?? INTEGRATION}`;
  const startedAt = performance.now();
  const response = await fetch(world.server.origin + api + path, {
    method,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const reply = JSON.parse(await response.text()) as Record<string, unknown>;
  return { status: response.status, body: reply, ms: performance.now() - startedAt };
}
export const finish = (world: World, lmsSessionId: string, more: CallOptions = {}) =>
  serverCall(world, `/sessions/${lmsSessionId}/finish/`, more);
export const statusOf = async (world: World, lmsSessionId: string): Promise<ServerReply> =>
  serverCall(world, `/sessions/${lmsSessionId}/status/`, { method: 'GET' });

/** Waits for what the server does by itself. Rejects when it does not within 15 s, or `withinMs`. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = UNTIL_MS,
): Promise<NonNullable<Exclude<T, false>>> {
  const endsAt = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen as NonNullable<Exclude<T, false>>;
    if (Date.now() > endsAt) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** A session that was launched and ended by the LMS. */
export async function finishedSession(world: World, more: Record<string, unknown> = {}, side?: Side) {
  const claims = world.claims(more);
  const { sessionId } = await world.launch(await world.start(claims, side));
  assert.equal((await finish(world, claims.sessionId, side && { side })).status, 200);
  await until('the session is closed', async () => {
    const { phase } = await sessionOf(world, claims.sessionId);
    return phase === 'closed';
  });
  return { claims, sessionId };
}

/** A session in which the student answers questions: agreed, checked, begun. */
export async function runningSession(world: World, more: Record<string, unknown> = {}, side?: Side) {
  const claims = world.claims({ identification: 'skip', proctoring: 'offline', ...more });
  const { token, examId, sessionId } = await world.launch(await world.start(claims, side));
  const student = new Student(world.server, token);
  const { uploadToken } = await world.server.call('openSession', { params: { examId } }, token);
  Object.assign(student, { sessionId, uploadToken });
  await student.consent();
  await student.check();
  assert.equal((await student.begin()).phase, 'running');
  return { claims, student };
}

/** A session that was launched and left: its machine fell silent, and nobody came back within the return window. */
export async function silentSession(world: World) {
  const { claims, student } = await runningSession(world);
  const { sessionId } = student;
  const { services } = world.server;
  const heardAt = services.now();
  await changeSession(services, sessionId, async (change) => {
    const { plan } = change.session;
    await change.offer({ type: 'silence', at: heardAt });
    await change.offer({ type: 'return_window_over', at: heardAt + plan.returnWindowMs });
  });
  return { claims, sessionId };
}

/** A proctor's verdict. */
export async function decide(
  world: World,
  sessionId: SessionRecord['id'],
  state: 'accepted' | 'rejected' | 'unknown' = 'accepted',
  comment = 'Всё в порядке',
): Promise<void> {
  const proctor = await world.tokenOf('proctor');
  await world.server.call('verdict', { params: { sessionId }, body: { state, comment } }, proctor);
}

export const hasTicket = ({ ticket, status }: Page): void => {
  assert.equal(status, 200);
  assert.notEqual(ticket, null, 'the page does not lead on');
};

/** What is to be told of a session, in order. */
export const outboxOf = (world: World, sessionId: SessionRecord['id']) =>
  world.server.services.db
    .selectFrom('outbox')
    .selectAll()
    .where('sessionId', '=', sessionId)
    .orderBy('id')
    .execute();
