import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestLimits } from '../config.ts';
import { limiter } from '../http/limits.ts';

/**
 * Requests of LMSs and of the browsers they send. A large LMS is one address and so is a class: whoever has shown a good
 * token is counted for the session it is about, and only what was refused counts for the address. Both reject with
 * `too_many_requests`.
 */
export interface LmsLimits {
  /** A good token: `about` names what it is for. */
  shown(request: FastifyRequest, about: string): Promise<void>;
  /** No good token. */
  refused(request: FastifyRequest): Promise<void>;
}

export function lmsLimits(app: FastifyInstance, { perCaller, perAddress }: RequestLimits): LmsLimits {
  const abouts = new WeakMap<FastifyRequest, string>();
  const perSession = limiter(app, perCaller, '1 minute', (request) => `lms ${abouts.get(request)}`);
  return {
    shown(request, about) {
      abouts.set(request, about);
      return perSession(request);
    },
    refused: limiter(app, perAddress, '1 minute', (request) => `lms refused ${request.ip}`),
  };
}
