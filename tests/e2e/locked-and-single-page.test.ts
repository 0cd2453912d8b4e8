import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { type DemoWorld, startDemoWorld } from '../support/demo-world.ts';
import { hears, press } from '../support/page-tools.ts';
import { Student } from '../support/student.ts';
import { until } from '../support/wait.ts';
import { built } from './build-once.ts';

const LOCKED = 'Закрытый тест';
const SINGLE_PAGE = 'Тест на одной странице';
const PASSWORD = 'Сезам-2026';

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

  it('a quiz come to without a load gets the panel, and its end is the exam’s', async () => {
    await student.portal.bringToFront();
    await press(student.portal, 'К списку экзаменов');
    await goesTo(SINGLE_PAGE);
    const quiz = await until('the course page', async () =>
      (await machine.browser.pages()).find((page) => page.url() === world.lms.singlePage.course),
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
