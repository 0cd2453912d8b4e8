import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ExamusError } from '../../protocol/errors.ts';
import type { RequestLimits } from '../config.ts';
import type { Caller } from './caller.ts';

/** Counts requests; throws `too_many_requests` with `details.retryAfterS` when there are more than allowed. */
export type Limiter = (request: FastifyRequest) => Promise<void>;

/**
 * Requests are counted for the account or the session that makes them: a whole class sits behind one address.
 * Only who cannot say who they are is counted by address.
 */
export function createLimits(
  app: FastifyInstance,
  limits: RequestLimits,
  callerOf: (r: FastifyRequest) => Caller,
) {
  return {
    perCaller: limiter(app, limits.perCaller, '1 minute', (request) =>
      callerKey(callerOf(request), request.ip),
    ),
    perAddress: limiter(app, limits.perAddress, '1 minute', (request) => `address ${request.ip}`),
  };
}

export function limiter(
  app: FastifyInstance,
  max: number,
  timeWindow: string,
  keyGenerator: (request: FastifyRequest) => string,
): Limiter {
  const count = app.createRateLimit({ max, timeWindow, keyGenerator });
  return async (request) => {
    const state = await count(request);
    if (!state.isAllowed && state.isExceeded) {
      throw new ExamusError('too_many_requests', 'too many requests, wait a little', {
        retryAfterS: Math.max(1, state.ttlInSeconds),
      });
    }
  };
}

function callerKey(caller: Caller, address: string): string {
  switch (caller.kind) {
    case 'anonymous':
      return `address ${address}`;
    case 'person':
      return `person ${caller.person.id}`;
    case 'upload':
      return `session ${caller.sessionId}`;
  }
}
