import * as v from 'valibot';
import type { ExamNews } from '../../protocol/calls.ts';
import { isOver, isRecordingPhase, isReopened } from '../../protocol/session.ts';
import { type SessionView, sessionView } from '../../protocol/views.ts';
import { type StorageArea, type StorageItem, storageItem } from '../../shared/webext/storage-item.ts';

/** What the worker must know of the exam under way after it died and came back. */
const exam = v.object({
  origin: v.string(),
  uploadToken: v.string(),
  sealKey: v.string(),
  /** The newest the worker heard; offscreen and server may be ahead of it. */
  view: sessionView,
  /** Everything recorded is safe on the server. */
  drained: v.boolean(),
  /** The end was decided on this computer, whatever the server still believes. */
  ended: v.optional(v.boolean(), false),
  /** The quiz is opened by itself once; afterwards only when the student asks. */
  quizOpened: v.boolean(),
  /** It ran already when this computer came to it: nothing is opened here before the student has passed the check. */
  begunElsewhere: v.optional(v.boolean(), false),
  /** What the student chose; null = nothing yet, the window's width decides. */
  panelCollapsed: v.nullable(v.boolean()),
});
export type Exam = v.InferOutput<typeof exam>;

export const examItem = (area: StorageArea): StorageItem<Exam | null> =>
  storageItem<Exam | null>({ area, key: 'exam', version: 1, schema: v.nullable(exam), initial: null });

/** The record after the server opened or resumed a session. What the student set up for the same one is kept. */
export function prepared(
  before: Exam | null,
  opened: { origin: string; uploadToken: string; sealKey: string; session: SessionView },
): Exam {
  const same = before?.view.id === opened.session.id ? before : null;
  const view = same && same.view.revision > opened.session.revision ? same.view : opened.session;
  return {
    origin: opened.origin,
    uploadToken: opened.uploadToken,
    sealKey: opened.sealKey,
    view,
    drained: false,
    ended: same !== null && same.ended && !isReopened(same.view.phase, view.phase),
    quizOpened: same?.quizOpened ?? false,
    begunElsewhere: same?.begunElsewhere ?? isRecordingPhase(opened.session.phase),
    panelCollapsed: same?.panelCollapsed ?? null,
  };
}

/** The record after news of a session; news of another one, or older news, change nothing. */
export function told(before: Exam | null, news: ExamNews): Exam | null {
  if (before === null || before.view.id !== news.session.id) return before;
  const view = news.session.revision > before.view.revision ? news.session : before.view;
  // A session that was reopened has something to record again.
  const drained = isOver(view.phase) && (before.drained || news.drained);
  const { ended = false } = news;
  const isSame = view === before.view && drained === before.drained && ended === before.ended;
  return isSame ? before : { ...before, view, drained, ended };
}

export const isRunning = (it: Exam | null): boolean =>
  it !== null && isRecordingPhase(it.view.phase) && !it.ended;
/** Over, but some of it may still have to be sent. */
export const isFinished = (it: Exam): boolean => isOver(it.view.phase) || it.ended;
/** Recording, or still sending what was recorded. */
export const needsOffscreen = (it: Exam | null): boolean =>
  it !== null && (isRunning(it) || (isFinished(it) && !it.drained));
/** Nothing left to do for it, except to tell the student. */
export const isSettled = (it: Exam | null): boolean => it === null || it.drained;
