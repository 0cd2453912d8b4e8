import * as v from 'valibot';
import { examId, sessionId, type SessionId } from '../../protocol/ids.ts';
import { reviewStates } from '../../protocol/views.ts';

/** What the list of sessions is narrowed to. Written into the address, so that «back» finds it again. */
const filters = v.object({
  examId: v.fallback(v.optional(examId), undefined),
  phase: v.fallback(v.optional(v.picklist(['waiting', 'live', 'over'])), undefined),
  review: v.fallback(v.optional(v.picklist(reviewStates)), undefined),
  q: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined),
});
export type Filters = v.InferOutput<typeof filters>;

export type View =
  | { page: 'sessions'; filters: Filters }
  | { page: 'session'; id: SessionId }
  | { page: 'lost' };

export function viewOf(pathname: string, search: string): View {
  const parts = pathname
    .replace(/^\/console\/?/, '')
    .split('/')
    .filter(Boolean);
  if (parts.length === 0) {
    return { page: 'sessions', filters: v.parse(filters, Object.fromEntries(new URLSearchParams(search))) };
  }
  const id = v.safeParse(sessionId, parts[1]);
  return parts[0] === 'sessions' && parts.length === 2 && id.success
    ? { page: 'session', id: id.output }
    : { page: 'lost' };
}

export const sessionPath = (id: SessionId): string => `/console/sessions/${id}`;

export function listPath(chosen: Filters): string {
  const query = new URLSearchParams(
    Object.entries(chosen).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return query.size > 0 ? `/console/?${query}` : '/console/';
}
