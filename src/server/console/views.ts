import * as v from 'valibot';
import { type ExamId, examId, sessionId, type SessionId } from '../../protocol/ids.ts';
import { reviewStates } from '../../protocol/views.ts';

/** What the list of sessions is narrowed to. Written into the address, so that «back» finds it again. */
const filters = v.object({
  examId: v.fallback(v.optional(examId), undefined),
  phase: v.fallback(v.optional(v.picklist(['waiting', 'live', 'over'])), undefined),
  review: v.fallback(v.optional(v.picklist(reviewStates)), undefined),
  q: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined),
});
export type Filters = v.InferOutput<typeof filters>;

/** Whose students stand in the grid. */
const gridChoice = v.object({
  examId: v.fallback(v.optional(examId), undefined),
  share: v.fallback(v.optional(v.picklist(['mine', 'all'])), undefined),
});
export type GridChoice = v.InferOutput<typeof gridChoice>;

export type View =
  | { page: 'sessions'; filters: Filters }
  | { page: 'session'; id: SessionId }
  | { page: 'grid'; room: GridChoice }
  | { page: 'exam-room'; id: ExamId }
  | { page: 'lost' };

export function viewOf(pathname: string, search: string): View {
  const parts = pathname
    .replace(/^\/console\/?/, '')
    .split('/')
    .filter(Boolean);
  if (parts.length === 0) {
    return { page: 'sessions', filters: v.parse(filters, Object.fromEntries(new URLSearchParams(search))) };
  }
  if (parts[0] === 'grid' && parts.length === 1) {
    return { page: 'grid', room: v.parse(gridChoice, Object.fromEntries(new URLSearchParams(search))) };
  }
  if (parts[0] === 'exams' && parts.length === 3 && parts[2] === 'room') {
    const exam = v.safeParse(examId, parts[1]);
    return exam.success ? { page: 'exam-room', id: exam.output } : { page: 'lost' };
  }
  const id = v.safeParse(sessionId, parts[1]);
  return parts[0] === 'sessions' && parts.length === 2 && id.success
    ? { page: 'session', id: id.output }
    : { page: 'lost' };
}

export const sessionPath = (id: SessionId): string => `/console/sessions/${id}`;

export const examRoomPath = (id: ExamId): string => `/console/exams/${id}/room`;
export const listPath = (chosen: Filters): string => `/console/${queryOf(chosen)}`;
export const gridPath = (chosen: GridChoice): string => `/console/grid${queryOf(chosen)}`;

function queryOf(chosen: Filters | GridChoice): string {
  const query = new URLSearchParams(
    Object.entries(chosen).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return query.size > 0 ? `?${query}` : '';
}
