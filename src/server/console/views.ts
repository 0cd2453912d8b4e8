import * as v from 'valibot';
import { type ExamId, examId, sessionId, type SessionId } from '../../protocol/ids.ts';
import { reviewFilters } from '../../protocol/views.ts';

/** What the list of sessions is narrowed to. Written into the address, so that «back» finds it again. */
const filters = v.object({
  examId: v.fallback(v.optional(examId), undefined),
  phase: v.fallback(v.optional(v.picklist(['waiting', 'live', 'over'])), undefined),
  review: v.fallback(v.optional(v.picklist(reviewFilters)), undefined),
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
  /** The week with this day, `2026-11-30`; absent = this week. */
  | { page: 'calendar'; day?: string | undefined }
  | { page: 'print'; id: SessionId }
  | { page: 'collisions'; examId: ExamId }
  | { page: 'accommodations'; examId: ExamId }
  /** Parts of the path behind `/console/admin`. */
  | { page: 'admin'; path: string[] }
  | { page: 'lost' };

export function viewOf(pathname: string, search: string): View {
  const parts = pathname
    .replace(/^\/console\/?/, '')
    .split('/')
    .filter(Boolean);
  if (parts[0] === 'admin') return { page: 'admin', path: parts.slice(1) };
  if (parts.length === 0) {
    return { page: 'sessions', filters: v.parse(filters, Object.fromEntries(new URLSearchParams(search))) };
  }
  if (parts[0] === 'grid' && parts.length === 1) {
    return { page: 'grid', room: v.parse(gridChoice, Object.fromEntries(new URLSearchParams(search))) };
  }
  if (parts[0] === 'calendar' && parts.length <= 2) {
    const day = v.safeParse(v.optional(v.pipe(v.string(), v.isoDate())), parts[1]);
    if (day.success) return { page: 'calendar', day: day.output };
  }
  const [kind, named, part] = parts;
  const session = v.safeParse(sessionId, named);
  if (kind === 'sessions' && session.success && parts.length <= 3) {
    if (part === undefined) return { page: 'session', id: session.output };
    if (part === 'print') return { page: 'print', id: session.output };
  }
  const exam = v.safeParse(examId, named);
  if (kind === 'exams' && exam.success && parts.length === 3) {
    if (part === 'room') return { page: 'exam-room', id: exam.output };
    if (part === 'collisions' || part === 'accommodations') return { page: part, examId: exam.output };
  }
  return { page: 'lost' };
}

export const sessionPath = (id: SessionId): string => `/console/sessions/${id}`;
export const printPath = (id: SessionId): string => `${sessionPath(id)}/print`;
export const examPath = (id: ExamId, part: 'collisions' | 'accommodations'): string =>
  `/console/exams/${id}/${part}`;

export const examRoomPath = (id: ExamId): string => `/console/exams/${id}/room`;
export const calendarPath = (day?: string): string => `/console/calendar${day ? `/${day}` : ''}`;
export const listPath = (chosen: Filters): string => `/console/${queryOf(chosen)}`;
export const gridPath = (chosen: GridChoice): string => `/console/grid${queryOf(chosen)}`;

function queryOf(chosen: Filters | GridChoice): string {
  const query = new URLSearchParams(
    Object.entries(chosen).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return query.size > 0 ? `?${query}` : '';
}
