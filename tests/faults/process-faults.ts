import { callExtension } from '../support/call-extension.ts';
import { follow } from '../support/page-tools.ts';
import { lapse, until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import type { Fault } from './fault.ts';
import type { FaultExam } from './fault-exam.ts';

/** Something of the browser dies, or the student closes it. */
export const processFaults: Fault[] = [
  {
    name: 'worker',
    title: 'worker killed every 10 s',
    quick: true,
    mayMissSeconds: 0,
    during: async (exam) => {
      for (let time = 0; time < (exam.isQuick ? 2 : 4); time++) {
        await killWorker(exam);
        await lapse(10_000);
      }
      await callExtension(exam.student.portal, 'background', 'exam/current');
      exam.isOver();
    },
  },
  {
    name: 'offscreen',
    title: 'offscreen closed',
    mayMissSeconds: 8,
    mayDo: [`«${words('panel', 'mend_screen')}»`],
    during: ({ student }) => student.portal.evaluate(() => chrome.offscreen.closeDocument()),
  },
  {
    name: 'quiz-closed',
    title: 'quiz tab closed',
    quick: true,
    mayMissSeconds: 0,
    mayDo: [`«${words('portal', 'running_show')}»`],
    during: async (exam) => {
      const { student } = exam;
      await student.quiz.close();
      await student.portal.bringToFront();
      await exam.does(`«${words('portal', 'running_show')}»`, () => student.goesBackToQuiz());
      await student.continuesAttempt();
    },
  },
  {
    name: 'f5',
    title: 'F5 in each quiz page',
    mayMissSeconds: 0,
    during: async (exam) => {
      const { quiz } = exam.student;
      for (;;) {
        await follow(quiz, () => quiz.reload());
        await exam.student.hearsInPanel(words('panel', 'recording'));
        if (!quiz.url().includes('attempt.php')) break;
        await exam.student.answersQuestion();
      }
      exam.isOver();
    },
  },
  {
    name: 'browser-killed',
    title: 'browser kill -9',
    mayMissSeconds: 8,
    mayDo: ['«Продолжить» в списке', `«${words('portal', 'step_screen_button')}»`],
    during: async (exam) => {
      await exam.killBrowser();
      await exam.reopensBrowser();
      // What records is gone while the browser is: only the running fragment may be missing besides.
      exam.isOver();
      await exam.goesBackIn();
    },
  },
];

/** Wakes it, when it sleeps, and ends it. */
async function killWorker({ machine, student }: FaultExam): Promise<void> {
  await callExtension(student.portal, 'background', 'exam/current');
  const worker = await until('the worker', async () => (await machine.extension().workers())[0]);
  await worker.close();
}
