import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { field } from './field.ts';
import type { Visitor } from './plugin/examus-plugin.ts';

/** Own names: cookies ignore ports, so every server of this machine gets them all. */
const STUDENT = 'DemoLmsStudent';
const SESSION = 'DemoLmsSession';
const DEFAULT_STUDENT = 'Айгерим Серикова';

/** `?student=` says who it is and is remembered; a browser that says nothing is a student of its own. */
export function visitorOf(request: FastifyRequest, reply: FastifyReply): Visitor {
  const named = field(request.query, 'student').slice(0, 100);
  const visitor = {
    student: named || readCookie(request, STUDENT) || `${DEFAULT_STUDENT} ${randomUUID().slice(0, 4)}`,
    moodleSession: readCookie(request, SESSION) || randomUUID(),
  };
  signIn(reply, visitor);
  return visitor;
}

export const signIn = (reply: FastifyReply, { student, moodleSession }: Visitor): void =>
  setCookies(reply, { [STUDENT]: student, [SESSION]: moodleSession });

function readCookie(request: FastifyRequest, name: string): string {
  const value = new RegExp(`(?:^|; )${name}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1];
  return value === undefined ? '' : decodeURIComponent(value);
}

function setCookies(reply: FastifyReply, cookies: Record<string, string>): void {
  const lines = Object.entries(cookies).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax`,
  );
  reply.header('set-cookie', lines);
}
