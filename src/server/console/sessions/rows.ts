import type { SessionRow } from '../../../protocol/api.ts';
import { isOver, isRecordingPhase, type Phase } from '../../../protocol/session.ts';
import type { Filters } from '../views.ts';

export type PhaseGroup = NonNullable<Filters['phase']>;

/** Which group of the filter a phase belongs to; a student still before the exam belongs to none. */
export const groupOf = (phase: Phase): PhaseGroup | null =>
  phase === 'awaiting_admission'
    ? 'waiting'
    : isRecordingPhase(phase)
      ? 'live'
      : isOver(phase)
        ? 'over'
        : null;

/** The rows with `row` put in the place of its older self; the same array when it is not among them. */
export function replaceRow(rows: readonly SessionRow[], row: SessionRow): readonly SessionRow[] {
  return rows.some((other) => other.id === row.id)
    ? rows.map((other) => (other.id === row.id ? row : other))
    : rows;
}

/** The next page behind what is there. A row that moved between the two requests is not shown twice. */
export function appendRows(rows: readonly SessionRow[], page: readonly SessionRow[]): readonly SessionRow[] {
  const known = new Set(rows.map((row) => row.id));
  return [...rows, ...page.filter((row) => !known.has(row.id))];
}

/** Whether the server would list `row` under these filters. */
export function matches(row: SessionRow, { examId, phase, review, q }: Filters): boolean {
  return (
    (!examId || row.examId === examId) &&
    (!phase || groupOf(row.phase) === phase) &&
    (!review || (review === 'appealed' ? row.review.appealed === true : row.review.state === review)) &&
    (!q || row.studentName.toLocaleLowerCase().includes(q.trim().toLocaleLowerCase()))
  );
}

/** How long the exam lasts or lasted, or null before it began. */
export const lengthOf = (row: Pick<SessionRow, 'startedAt' | 'endedAt'>, now: number): number | null =>
  row.startedAt === null ? null : Math.max(0, (row.endedAt ?? now) - row.startedAt);
