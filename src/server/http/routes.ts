import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HandlerInput, HandlerReply, RouteName, Routes } from '../../protocol/api.ts';
import type { CallerOf } from './caller.ts';

/**
 * How the route table of `protocol/api.ts` is served. A module exports a function `xHandlers(services)` that gives
 * `Pick<Handlers, 'a' | 'b'>`; `app.ts` joins them into one complete `Handlers`, so that a route nobody serves
 * does not compile.
 *
 * Before a handler runs: the protocol version, the parts of the input (by the table's schemas), who calls and whether
 * they may (role; own institution; a student's own session; an upload token's one session) are all checked. A handler
 * throws `ExamusError` to refuse. What it returns goes through the reply schema; a `bytes` route answers by `reply`
 * itself or returns a Buffer.
 */
export interface HandlerContext<N extends RouteName> {
  input: HandlerInput<N>;
  caller: CallerOf<Routes[N]['access']>;
  request: FastifyRequest;
  reply: FastifyReply;
  /** Aborts when the caller goes away. */
  signal: AbortSignal;
}
export type Handler<N extends RouteName> = (
  context: HandlerContext<N>,
) => Promise<HandlerReply<N>> | HandlerReply<N>;
export type Handlers = { [N in RouteName]: Handler<N> };
