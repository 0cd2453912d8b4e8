import type { Page } from 'puppeteer';
import { callExtension } from '../support/call-extension.ts';
import { follow, hears, press, seesText } from '../support/page-tools.ts';
import { lapse, until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { killWorker, workerAnswers } from '../support/worker.ts';
import type { Fault } from './fault.ts';

const wayBack = [
  `«${words('portal', 'step_screen_button')}»`,
  `«${words('portal', 'running_show')}»`,
  `«${words('panel', 'mend_screen')}»`,
  '«Продолжить»',
];

/** The student is told where the exam goes on, and led there. */
async function goesBackFrom(second: Page): Promise<void> {
  await hears(second, words('panel-late', 'second_tab'));
  await press(second, words('panel-late', 'second_tab_go'));
  await until('the first tab to be shown', () =>
    second.evaluate(() => document.visibilityState === 'hidden'),
  );
}

/** Something of the browser dies, or the student closes it. */
export const processFaults: Fault[] = [
  {
    name: 'worker',
    title: 'worker killed every 10 s',
    mayMissSeconds: 0,
    during: async (exam) => {
      for (let time = 0; time < (exam.length === 'quick' ? 2 : 4); time++) {
        await killWorker(exam.machine, exam.student.portal);
        await lapse(10_000);
      }
      await workerAnswers(exam.machine, exam.student.portal);
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
    quick: true,
    mayMissSeconds: 8,
    screenMayMissSeconds: 15,
    mayDo: wayBack,
    during: async (exam) => {
      await exam.killBrowser();
      await exam.reopensBrowser();
      exam.isOver();
      await exam.goesBackIn();
    },
  },
  {
    name: 'second-tab',
    title: 'second tab',
    mayMissSeconds: 0,
    during: async (exam) => {
      const { portal, quiz } = exam.student;
      const before = await callExtension(portal, 'background', 'exam/current');
      for (const url of [quiz.url(), portal.url()]) {
        const second = await exam.machine.browser.newPage();
        // In a narrow window the panel is a bubble.
        await second.setViewport({ width: 1280, height: 800 });
        await second.goto(url);
        if (url === quiz.url()) await goesBackFrom(second);
        await lapse(5000);
        await second.close();
      }
      await quiz.bringToFront();
      const after = await callExtension(portal, 'background', 'exam/current');
      if (after?.sessionId !== before?.sessionId) throw new Error('the second tab took the exam away');
      exam.isOver();
    },
  },
  {
    name: 'reopened-in-time',
    title: 'profile reopened after 4 min of a return window of 5',
    mayMissSeconds: 8,
    screenMayMissSeconds: 15,
    mayDo: wayBack,
    during: async (exam) => {
      await exam.killBrowser();
      await lapse(exam.length === 'quick' ? 45_000 : 240_000);
      await exam.reopensBrowser();
      exam.isOver();
      await exam.goesBackIn();
    },
  },
  {
    name: 'reopened-late',
    title: 'profile reopened after 6 min of a return window of 5: closed by timeout',
    mayMissSeconds: 0,
    endsWith: 'timeout',
    during: async (exam) => {
      await exam.killBrowser();
      // The window begins when the server notices the silence.
      await lapse(exam.length === 'quick' ? 90_000 : 360_000);
      await exam.reopensBrowser();
      await seesText(exam.student.portal, words('portal', 'ended_timeout'), { timeoutMs: 30_000 });
    },
  },
];
