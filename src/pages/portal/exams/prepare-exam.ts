import type { ExamListItem } from '../../../protocol/views.ts';
import { browser } from '../../../shared/webext/browser.ts';
import { call } from '../../../shared/webext/bus.ts';
import { findCapture } from '../exam/capture.ts';
import { forgetSession, takeSession } from '../state/exam-view.ts';
import { goTo } from '../state/route.ts';
import { hostPermissionsOf } from '../../../shared/webext/match-patterns.ts';

export const isSiteGranted = (exam: ExamListItem): Promise<boolean> =>
  browser.permissions.contains({ origins: hostPermissionsOf(exam.lms.patterns) });

/** Chrome's own question about the exam's site. Must run inside the student's click. */
export const askForSite = (exam: ExamListItem): Promise<boolean> =>
  browser.permissions.request({ origins: hostPermissionsOf(exam.lms.patterns) });

/** Opens or resumes the session and goes to the step it stands at. Captures nothing. */
export async function prepareExam(exam: ExamListItem): Promise<void> {
  const session = await call('background', 'exam/prepare', { examId: exam.id });
  forgetSession();
  takeSession(session);
  await findCapture();
  goTo('exam');
}
