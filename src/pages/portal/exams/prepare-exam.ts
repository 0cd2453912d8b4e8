import type { ExamListItem } from '../../../protocol/views.ts';
import { call } from '../../../shared/webext/bus.ts';
import { findCapture } from '../exam/capture.ts';
import { forgetSession, takeSession } from '../state/exam-view.ts';
import { goTo } from '../state/route.ts';
import { hostPermissionsOf, pagePatterns } from '../../../shared/webext/match-patterns.ts';

/** What Chrome has to be asked for: the exam's site, and its tab where that is recorded. */
const grantsFor = ({ lms, recordTab }: ExamListItem): chrome.permissions.Permissions => ({
  origins: hostPermissionsOf(pagePatterns(lms)),
  ...(recordTab && { permissions: ['tabCapture'] }),
});

export const isSiteGranted = (exam: ExamListItem): Promise<boolean> =>
  chrome.permissions.contains(grantsFor(exam));

/** Chrome's own question about it, one for both. Must run inside the student's click. */
export const askForSite = (exam: ExamListItem): Promise<boolean> =>
  chrome.permissions.request(grantsFor(exam));

/** Opens or resumes the session and goes to the step it stands at. Captures nothing. */
export async function prepareExam(exam: ExamListItem): Promise<void> {
  const session = await call('background', 'exam/prepare', { examId: exam.id });
  forgetSession();
  takeSession(session);
  await findCapture();
  goTo('exam');
}
