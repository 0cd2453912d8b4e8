import type * as v from 'valibot';

/**
 * `access`: who may call. `upload` = the bearer is a session's upload token (which outlives the login), or its
 * student. `proctor` includes admins. Everybody sees only their own institution, a student only their own sessions.
 */
export type Access = 'public' | 'student' | 'proctor' | 'admin' | 'signed-in' | 'upload';
export type Schema = v.GenericSchema<any, any>;
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Fastify style: `/api/v1/exams/:examId`. */
  path: string;
  access: Access;
  /** For readers of the API's documentation. */
  summary?: string;
  params?: Schema;
  query?: Schema;
  /** JSON body; `bytes` = raw body, described by headers. */
  body?: Schema | 'bytes';
  /** JSON answer; `bytes` = served raw. */
  reply: Schema | 'bytes';
}
/* @__NO_SIDE_EFFECTS__ */
export const route = <const R extends Route>(definition: R): R => definition;
