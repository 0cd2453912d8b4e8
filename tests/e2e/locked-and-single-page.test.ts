import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callExtension } from '../support/call-extension.ts';
import { framedQuiz } from '../support/demo-lms/framed-quiz.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { type DemoWorld, startDemoWorld } from '../support/demo-world.ts';
import { hears, press } from '../support/page-tools.ts';
import { Proctor } from '../support/proctor.ts';
import { Student } from '../support/student.ts';
import { lapse, until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { built } from './build-once.ts';

const LOCKED = 'Закрытый тест';
const SINGLE_PAGE = 'Тест на одной странице';
const FRAMED = 'Тест во фрейме';
const PASSWORD = 'Сезам-2026';
const WINDOW_CHANGE_MS = 300;

/** Whole exams by URL pattern, with nothing of Examus in the LMS. */
describe('an LMS that knows nothing of Examus', () => {
  let dir: string;
  let world: DemoWorld;
  let machine: TestBrowser;
  let student: Student;

  const settings = { mode: 'offline', identification: 'skip', durationMinutes: 30 } as const;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'examus-locked-'));
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    const camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    world = await startDemoWorld({
      dir: join(dir, 'world'),
      consoleDir: built.console,
      exams: [
        { key: 'locked', name: LOCKED, courseName: 'Курс', cmid: 5, settings, quizPassword: PASSWORD },
        {
          key: 'single-page',
          name: SINGLE_PAGE,
          courseName: 'Курс',
          cmid: 1,
          settings,
          lms: ({ singlePage }) => ({
            quizUrl: singlePage.course,
            patterns: [singlePage.pattern],
            adapter: 'generic',
            selectors: { title: 'h1.title', attempt: '.question', finish: '.hand-in', finished: '.result' },
          }),
        },
        {
          key: 'framed',
          name: FRAMED,
          courseName: 'Курс',
          cmid: 1,
          settings: { ...settings, windowChangeMs: WINDOW_CHANGE_MS },
          lms: framedQuiz,
        },
      ],
    });
    machine = await launchBrowser({ extension: built.demoExtension, camera: camera.file, microphone });
    student = new Student(machine, camera);
    await student.opensPortal(world.server.origin);
    await student.signsIn('student');
  });
  afterAll(async () => {
    await machine?.close();
    await world?.stop();
    if (dir) await rm(dir, { recursive: true, force: true });
  });

  const goesTo = async (exam: string) => {
    await student.startsExam(exam);
    await student.consents();
    await student.passesCheck();
    await press(student.portal, 'Начать');
  };

  it('a quiz locked by a password opens in the running exam, and the page never shows it', async () => {
    await goesTo(LOCKED);
    await student.findsQuiz();
    const { quiz } = student;
    await quiz.waitForSelector('examus-panel[data-shape]');
    await quiz.click('.quizstartbuttondiv button');
    await quiz.waitForFunction(() => {
      const field = document.querySelector<HTMLInputElement>('#id_quizpassword');
      return field !== null && field.readOnly && field.value !== '';
    });
    expect(await quiz.content()).not.toContain(PASSWORD);
    expect(await quiz.$eval('#id_quizpassword', (it) => (it as HTMLInputElement).value)).not.toBe(PASSWORD);
    await Promise.all([quiz.waitForNavigation(), quiz.click('#id_submitbutton')]);
    expect(quiz.url()).toContain('/mod/quiz/attempt.php');
    await quiz.waitForSelector('examus-panel[data-shape]');
    await student.finishesExam();
    await student.waitsUntilSaved();
  });

  it('a quiz in a frame of another site is followed there, and who works in it has not left', async () => {
    await student.portal.bringToFront();
    await press(student.portal, 'К списку экзаменов');
    await goesTo(FRAMED);
    await student.findsQuiz('/framed/quiz');
    const { quiz } = student;
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    const frame = await student.findsFrame('#tool');
    await frame.click('textarea');
    // For longer than an absence may last.
    await frame.type('textarea', 'Потому что он равен единице', { delay: WINDOW_CHANGE_MS / 5 });
    await frame.$eval('textarea', (box) => (box as HTMLTextAreaElement).select());
    await quiz.keyboard.press('KeyC', { commands: ['copy'] });
    await quiz.keyboard.press('KeyV', { commands: ['paste'] });
    const leftAt = Date.now();
    const elsewhere = await machine.browser.newPage();
    await elsewhere.bringToFront();
    await student.hearsInPanel(words('common', 'warning_change_active_window_on_computer'));
    await elsewhere.close();
    await quiz.bringToFront();
    await frame.click('.hand-in');
    await student.hearsInPanel('Попытка закончена');
    // Where they look now is nobody's business.
    const after = await machine.browser.newPage();
    await after.bringToFront();
    await lapse(5 * WINDOW_CHANGE_MS);
    await after.close();
    await quiz.bringToFront();
    await student.finishesExam();
    await student.waitsUntilSaved();

    const { sessionId } = (await callExtension(student.portal, 'background', 'exam/current'))!;
    const proctor = new Proctor(
      { browser: await machine.browser.createBrowserContext() },
      world.server.origin,
    );
    await proctor.signsIn();
    const record = await proctor.detail(sessionId);
    const happened = record.timeline.map(({ what }) => what);
    for (const [what, times] of [
      ['attempt_started', 1],
      ['attempt_submitted', 1],
      ['copy', 1],
      ['paste', 1],
    ] as const) {
      expect(
        happened.filter((each) => each === what),
        what,
      ).toHaveLength(times);
    }
    const left = record.warnings.filter(({ type }) => type === 'change_active_window_on_computer');
    expect(left.map(({ startAt }) => startAt >= leftAt - 500)).toEqual([true]);
  });

  it('a quiz come to without a load gets the panel, and its end is the exam’s', async () => {
    await student.portal.bringToFront();
    await press(student.portal, 'К списку экзаменов');
    await goesTo(SINGLE_PAGE);
    const quiz = await until('the course page', async () =>
      (await machine.browser.pages()).find((page) => page.url().startsWith(world.lms.singlePage.course)),
    );
    await quiz.bringToFront();
    await quiz.waitForSelector('.to-quiz');
    expect(await quiz.$('examus-panel')).toBeNull();
    await quiz.click('.to-quiz');
    await quiz.waitForSelector('examus-panel[data-shape]', { timeout: 10_000 });
    await quiz.click('.begin');
    await quiz.click('.next');
    await quiz.click('.next');
    await quiz.click('.hand-in');
    await hears(quiz, 'Попытка закончена');
  });
});
