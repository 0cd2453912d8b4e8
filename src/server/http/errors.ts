import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, ExamusError } from '../../protocol/errors.ts';

/** The one place where anything thrown becomes an answer. What has no known reason is `internal` and tells nothing. */
export function installErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendError(new ExamusError('not_found', 'nothing is served here'), request, reply),
  );
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = toRefusal(error);
  if (refusal.code === 'internal' || refusal.code === 'unavailable') {
    request.log.error({ err: error }, 'a request failed');
  } else {
    request.log.info({ code: refusal.code, reason: refusal.message }, 'refused');
  }
  const retryAfterS = retryAfterOf(refusal);
  if (retryAfterS !== undefined) void reply.header('retry-after', String(retryAfterS));
  void reply
    .code(refusal.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(refusal.toWire()));
}

export function toRefusal(error: unknown): ExamusError {
  if (error instanceof ExamusError) return error;
  const { statusCode, code, message } = Object(error) as Record<string, unknown>;
  if (isDatabaseAway(code, message)) return new ExamusError('unavailable', 'the database does not answer');
  if (code === '53100') return new ExamusError('storage_full', 'no room left in the database');
  const known = typeof statusCode === 'number' ? byStatus[statusCode] : undefined;
  // Only Fastify's own refusals carry a status below 500; their messages tell the caller about their own request.
  if (known !== undefined) return new ExamusError(known, String(message));
  return new ExamusError('internal', 'something went wrong on the exam server');
}

const byStatus: Record<number, ErrorCode | undefined> = {
  400: 'bad_request',
  404: 'not_found',
  413: 'too_large',
  414: 'bad_request',
  415: 'unsupported_media',
  431: 'bad_request',
};

function isDatabaseAway(code: unknown, message: unknown): boolean {
  return (
    (typeof code === 'string' &&
      /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|57P0[1-3]|08\d{3}|53300)$/.test(code)) ||
    (typeof message === 'string' &&
      /timeout exceeded when trying to connect|Connection terminated/.test(message))
  );
}

/** Somebody has to make room first; what waits is safe where it is. */
const ROOM_RETRY_S = 30;

function retryAfterOf(refusal: ExamusError): number | undefined {
  const { retryAfterS } = Object(refusal.details) as { retryAfterS?: unknown };
  if (typeof retryAfterS === 'number') return retryAfterS;
  return refusal.code === 'storage_full' ? ROOM_RETRY_S : undefined;
}
