import type { Attempt } from './attempts.ts';

/** Page 0 has no `page`, as in Moodle. */
export const pageUrl = (attempt: Attempt, page: number): string =>
  `/mod/quiz/attempt.php?attempt=${attempt.id}&cmid=${attempt.cmid}${page > 0 ? `&page=${page}` : ''}`;
export const summaryUrl = (attempt: Attempt): string =>
  `/mod/quiz/summary.php?attempt=${attempt.id}&cmid=${attempt.cmid}`;
export const reviewUrl = (attempt: Attempt): string =>
  `/mod/quiz/review.php?attempt=${attempt.id}&cmid=${attempt.cmid}`;
