import type { SessionDetail, SessionRow } from '../../../protocol/api.ts';
import type { Judged } from '../../../protocol/review.ts';
import type { ChatMessage } from '../../../protocol/views.ts';
import type { Warning } from '../../../protocol/warnings.ts';
import type { Words } from '../room/outbox.ts';

/** What the live socket tells, worked into what was fetched. Every one may arrive twice or late. */

/** A row of a blind review has no name; who asked for it keeps it. */
export const withRow = (detail: SessionDetail, { studentName, ...row }: SessionRow): SessionDetail => ({
  ...detail,
  ...row,
  studentName: detail.isBlind ? studentName : detail.student.name,
});

export function withMessage(detail: SessionDetail, message: ChatMessage): SessionDetail {
  if (detail.chat.some(({ id }) => id === message.id)) return detail;
  return { ...detail, chat: [...detail.chat, message].sort((a, b) => a.seq - b.seq) };
}

/** What this proctor said, as the server keeps it; that a warning was told is an act. */
export function withSaid(detail: SessionDetail, message: ChatMessage, words: Words): SessionDetail {
  const merged = withMessage(detail, message);
  if (words.kind !== 'warning') return merged;
  const { at, authorName: who } = message;
  const act = { at, what: FORWARDED, who, detail: `${words.warningId} ${words.type}` };
  return { ...merged, timeline: [...merged.timeline, act] };
}
const FORWARDED = 'warning_forwarded';

/** Ids of the warnings that the student was told of by a person. */
export const forwardedIn = ({ timeline }: SessionDetail): string[] =>
  timeline.filter(({ what }) => what === FORWARDED).map(({ detail }) => detail.split(' ')[0]!);

export function withWarning(detail: SessionDetail, warning: Warning): SessionDetail {
  const known = detail.warnings.find(({ id }) => id === warning.id);
  const merged = { hidden: false, judgement: null, note: '', judgedBy: null, said: [], ...known, ...warning };
  const others = detail.warnings.filter(({ id }) => id !== warning.id);
  return { ...detail, warnings: [...others, merged].sort((a, b) => a.startAt - b.startAt) };
}

/** What somebody judged here or at another console; the newest answer of the server holds. */
export function withJudged(detail: SessionDetail, { warnings, score }: Judged): SessionDetail {
  const judged = new Map(warnings.map((warning) => [warning.id, warning]));
  return {
    ...detail,
    score,
    warnings: detail.warnings.map((warning) => judged.get(warning.id) ?? warning),
  };
}

/** Whether something happened that the row does not tell whole: acts, consent, photos, recordings. */
export const isNews = (detail: SessionDetail, row: SessionRow): boolean =>
  detail.phase !== row.phase ||
  detail.review.decidedAt !== row.review.decidedAt ||
  detail.startedAt !== row.startedAt ||
  detail.endedAt !== row.endedAt;
