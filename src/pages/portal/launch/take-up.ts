import type { ExamId } from '../../../protocol/ids.ts';
import type { ExamListItem } from '../../../protocol/views.ts';
import { call } from '../../../shared/webext/bus.ts';
import { isCaptureReady } from '../exam/capture.ts';
import { isSiteGranted, prepareExam } from '../exams/prepare-exam.ts';
import { isSignInOver, loadAccount } from '../state/account.ts';
import { session } from '../state/exam-view.ts';
import { goTo } from '../state/route.ts';
import { ask } from '../state/server.ts';

/** The launched exam, when Chrome has to be asked about its site, which takes a click; otherwise goes on by itself. */
export async function findExam(examId: ExamId): Promise<ExamListItem | null> {
  await loadAccount();
  isSignInOver.value = false;
  const { exams } = await ask('listExams', {});
  const exam = exams.find(({ id }) => id === examId);
  if (!exam) return leaveLaunch().then(() => null);
  if (!(await isSiteGranted(exam))) return exam;
  await prepareExam(exam);
  await goOn();
  return null;
}

/** The exam is prepared. One that runs here already goes on in the tab the student came from. */
export async function goOn(): Promise<void> {
  await call('background', 'launch/forget');
  if (session.value?.phase === 'running' && isCaptureReady.value) await call('background', 'exam/show-quiz');
}

export async function leaveLaunch(): Promise<void> {
  await call('background', 'launch/forget');
  goTo('exams');
}
