import type { FastifyRequest } from 'fastify';
import { KEY_PREFIX } from '../../protocol/api/admin/keys.ts';
import type { Route } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { isAcceptedProtocol, PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../protocol/version.ts';
import { languageOf } from '../language.ts';
import { texts } from '../texts.ts';

/**
 * Refuses a client that speaks another protocol, in its own language. Without the header only bytes may be fetched,
 * as a browser does by itself for `<video>` and `<img>`. So the header is also what keeps other sites from using the
 * console's cookie: a page of theirs cannot send it without our CORS permission (OWASP: custom request header).
 */
export function assertProtocol(route: Route, request: FastifyRequest): void {
  const header = request.headers[PROTOCOL_HEADER];
  if (header === undefined && route.method === 'GET' && route.reply === 'bytes') return;
  // A key of the JSON API is never sent by a browser on its own.
  if (header === undefined && request.headers.authorization?.startsWith(`Bearer ${KEY_PREFIX}`)) return;
  if (typeof header === 'string' && /^\d{1,6}$/.test(header) && isAcceptedProtocol(Number(header))) return;
  throw new ExamusError('update_required', texts(languageOf(request))('updateRequired'), protocolRange());
}

export const protocolRange = () => ({ min: Math.max(1, PROTOCOL_VERSION - 1), max: PROTOCOL_VERSION });
