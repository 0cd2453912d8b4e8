import type { ExamView } from '../../protocol/view-port.ts';

/** What the body of the panel is for now. */
export type Stage = 'before' | 'waiting' | 'exam' | 'saving' | 'done';

export function stageOf({ session, saving }: ExamView): Stage {
  switch (session.phase) {
    case 'created':
    case 'consented':
    case 'checked':
    case 'identified':
      return 'before';
    case 'awaiting_admission':
      return 'waiting';
    case 'running':
    case 'paused':
    case 'interrupted':
      // Offscreen says so before the server's word of it is back.
      return saving ? 'saving' : 'exam';
    case 'finishing':
      return 'saving';
    case 'closed':
      return saving ? 'saving' : 'done';
  }
}

/** Nothing is recorded any more: the last picture of the camera must not go on standing there. */
export const isCaptureOver = (view: ExamView): boolean => /^(saving|done)$/.test(stageOf(view));

export const isAttemptSubmitted = (view: ExamView): boolean =>
  view.endsByItselfAt !== null ||
  view.feed.some((item) => item.kind === 'technical' && item.notice === 'attempt_submitted');

/** Items a student would want to be told of while the panel is collapsed. */
export const countUnread = (view: ExamView, seenUpTo: number): number =>
  view.feed.filter(
    (item) =>
      item.at > seenUpTo && (item.kind === 'proctor' || item.kind === 'system' || item.kind === 'warning'),
  ).length;
