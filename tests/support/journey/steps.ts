import assert from 'node:assert/strict';
import { checkIds } from '../../../src/protocol/check.ts';
import { rulesOf } from './rules-of.ts';
import { fillInSignIn } from '../sign-in-page.ts';
import { find, follow, press, readAloud, sees, seesText } from '../page-tools.ts';
import { lapse, until } from '../wait.ts';
import { words } from '../words.ts';
import { nothingIsCovered } from './covered-controls.ts';
import type { Journey } from './journey.ts';
import { isInView } from './is-in-view.ts';

export const EXAM = 'Линейная алгебра: итоговый экзамен';
export const LATER_EXAM = 'Математический анализ: экзамен следующей сессии';
export const STUDENT = { login: 'student', name: 'Айгерим Серикова' };
export const VERDICT_COMMENT = 'Студент выходил из кадра.';
const AWAY_MS = 8000;

export interface Step {
  id: StepId;
  title: string;
  run: (journey: Journey) => Promise<void>;
}
export type StepId = `J${number}`;

/** The rows of the journey in order. Each does its step by what can be seen and checks what the row promises. */
export const steps: Step[] = [
  {
    id: 'J1',
    title: 'the portal opens with the link of one’s server and asks once whether to trust it',
    run: async (journey) => {
      const { student, world } = journey;
      const portal = await student.findsPortal();
      await journey.standsAt('the link asked for', 'Продолжить');
      await student.entersLink(
        `https://almau.example/?serverOrigin=${encodeURIComponent(world.server.origin)}`,
      );
      await journey.standsAt('the server to trust', words('portal', 'pair_confirm'));
      await press(portal, words('portal', 'pair_confirm'));
      await journey.standsAt('the sign-in', 'AlmaU');
      await seesText(portal, 'Вход');
      await find(portal, 'button', 'Examus');
    },
  },
  {
    id: 'J2',
    title: 'a wrong password is told with where to reset it, the right one signs in',
    run: async ({ student }) => {
      const login = await student.opensSignIn();
      await fillInSignIn(login, STUDENT.login, 'wrong password');
      await seesText(login, 'Неверный логин или пароль');
      assert.ok(await login.$('a[href="/reset"]'), 'the way to reset a password');
      await fillInSignIn(login, STUDENT.login, 'student');
      await find(student.portal, 'button', 'Выйти');
      await seesText(student.portal, STUDENT.name);
    },
  },
  {
    id: 'J3',
    title: '«Выйти» ends the login, here and at the institution',
    run: async ({ student }) => {
      await student.signsOut();
      const stored = await student.portal.evaluate(async () =>
        JSON.stringify(await chrome.storage.local.get()),
      );
      assert.ok(!stored.includes('"token":"'), 'the token is forgotten');
      await student.signsIn(STUDENT.login);
    },
  },
  {
    id: 'J4',
    title: 'the list tells what can be taken now and what comes later',
    run: async (journey) => {
      const { portal } = journey.student;
      await journey.standsAt('the exam list', EXAM);
      await seesText(portal, 'AlmaU');
      await seesText(portal, LATER_EXAM);
      assert.ok(await sees(portal, 'button', 'Начать'), '«Начать» stands in the list');
      assert.ok(!(await sees(portal, 'button', LATER_EXAM)), 'a later exam cannot be begun');
      const [now, later] = await portal.$$eval('li.exam', (rows) => rows.map((row) => row.dataset['state']));
      assert.equal(now, 'open', 'what can be taken now stands first');
      assert.ok(later !== undefined);
    },
  },
  {
    id: 'J5',
    title: 'the check ahead goes through both prompts and gives every item its result',
    run: async (journey) => {
      const { student } = journey;
      await student.portal.evaluate(() => (location.hash = '#/check'));
      await journey.standsAt('the notice before the check', words('portal', 'check_begin'));
      await press(student.portal, words('portal', 'check_begin'));
      await journey.standsAt('the screen asked for', words('portal', 'step_screen_button'));
      await student.sharesScreen();
      await find(student.portal, 'button', 'Повторить проверку', { timeoutMs: 60_000 });
      await journey.standsAt('the results', 'Повторить проверку');
      await student.repeatsCheck();
    },
  },
  {
    id: 'J6',
    title: 'every check of the list is made and is green on a machine in order',
    run: async ({ student }) => {
      const results = await student.checkResults();
      assert.deepEqual(
        results.map(({ id }) => id),
        [...checkIds],
      );
      const failed = results.filter(({ result }) => result !== 'good');
      assert.deepEqual(failed, [], 'no check fails');
      await student.choosesAnotherMicrophone();
    },
  },
  {
    id: 'J7',
    title: '«Начать» leads to procedure, rules and consent; only consent leads on',
    run: async (journey) => {
      const { student } = journey;
      await student.portal.evaluate(() => (location.hash = '#/exams'));
      await press(student.portal, EXAM);
      await journey.standsAt('what is told before the start', 'Продолжить');
      await press(student.portal, 'Продолжить');
      await student.portal.waitForSelector('.consent-box input:not([disabled])', { timeout: 20_000 });
      await journey.standsAt('the consent', 'Продолжить');
      const isStopped = await student.portal.$eval(
        '.consent-box + button, .consent-box ~ button',
        (button) => (button as HTMLButtonElement).disabled,
      );
      assert.ok(isStopped, '«Продолжить» waits for the consent');
      await seesText(student.portal, 'Телефон уберите в сумку.');
      await student.consents();
    },
  },
  {
    id: 'J8',
    title: 'the check begins by itself and its grants stay for the exam',
    run: async (journey) => {
      const { student } = journey;
      await seesText(student.portal, 'Syscheck');
      await journey.standsAt('the screen asked for in the exam', words('portal', 'step_screen_button'));
      await student.sharesScreen();
      await student.findsCheckPassed();
      await journey.standsAt('the passed check', 'Продолжить');
      await press(student.portal, 'Продолжить');
      await seesText(student.portal, 'Идентификация личности');
      // Nobody is asked twice: the picture is there without another prompt.
      await student.portal.waitForSelector('.identity-picture img', { timeout: 15_000 });
    },
  },
  {
    id: 'J9',
    title: 'face and document are photographed, advised about, looked at and sent, with every button in view',
    run: async (journey) => {
      const { student } = journey;
      const { portal } = student;
      await journey.standsAt('the camera', 'Сфотографировать');
      await portal.setViewport({ width: 1280, height: 720 });
      await isInView(await find(portal, 'button', 'Сфотографировать'));
      await press(portal, 'Сфотографировать');
      await isInView(await find(portal, 'button', 'Перефотографировать'));
      await isInView(await find(portal, 'button', 'Отправить'));
      await journey.standsAt('the photo', 'Отправить');
      // What is wrong with a photo is said before it is sent.
      const advised = (key: string) => (advice: string) => advice.includes(words('portal', key));
      await student.shows('dark');
      await student.photographsUntil('advice about the dark', advised('photo_advice_dark'));
      await student.shows('present');
      await student.photographsUntil('a face without advice', (advice) => advice === '');
      await press(portal, 'Отправить');
      await seesText(portal, words('portal', 'photo_passport_title'));
      await student.photographsUntil('advice to show the document', advised('photo_advice_no_document'));
      await student.shows('document');
      await student.photographsUntil('a document without advice', (advice) => advice === '');
      await press(portal, 'Отправить');
      await student.shows('present');
      await journey.standsAt('what comes next', 'Начать');
    },
  },
  {
    id: 'J10',
    title: 'the quiz opens in a tab of its own and is begun there',
    run: async ({ student, world }) => {
      await student.begins();
      await student.startsAttempt();
      assert.equal(world.lms.attempts().length, 1);
    },
  },
  {
    id: 'J11',
    title: 'the panel is there on every page, also after F5, and keeps its state',
    run: async ({ student }) => {
      const { quiz } = student;
      const panel = words('panel', 'panel');
      const read = await student.hearsInPanel(words('panel', 'recording'), 20_000);
      for (const text of [panel, EXAM, 'AlmaU']) assert.ok(read.includes(text), `the panel tells «${text}»`);
      await press(quiz, words('panel', 'collapse'));
      await find(quiz, 'button', words('panel', 'expand'));
      await student.answersQuestion();
      await find(quiz, 'button', words('panel', 'expand'));
      await press(quiz, words('panel', 'expand'));
      await find(quiz, 'button', words('panel', 'collapse'));
      await follow(quiz, () => quiz.reload());
      await student.hearsInPanel(words('panel', 'recording'));
    },
  },
  {
    id: 'J12',
    title: 'ten rule icons tell what is allowed',
    run: async ({ student }) => {
      const read = await readAloud(student.quiz);
      const told = rulesOf(read);
      assert.equal(told.length, 10, read);
      assert.deepEqual(
        told.filter(({ isAllowed }) => isAllowed).map(({ name }) => name),
        ['Черновики', 'Калькулятор'],
      );
    },
  },
  {
    id: 'J13',
    title: 'leaving the frame becomes a warning in the chat feed and ends with coming back',
    run: async ({ student, facts, camera }) => {
      await student.shows('absent');
      await student.hearsInPanel('Отсутствие тестируемого', 20_000);
      const [span] = camera.spans('absent');
      await lapse(Math.max(0, span!.from + AWAY_MS - Date.now()));
      await student.shows('present');
      const [away] = camera.spans('absent');
      facts.absence = { from: away!.from, to: away!.to! };
      await until(
        'the warning to be over',
        async () => {
          const read = await readAloud(student.quiz);
          return read.includes('Отсутствие тестируемого') && !read.includes(words('panel', 'lasts'));
        },
        { timeoutMs: 15_000, everyMs: 250 },
      );
    },
  },
  {
    id: 'J14',
    title: 'the time left goes by the server’s clock',
    run: async ({ student }) => {
      const secondsLeft = async () => {
        const read = await readAloud(student.quiz);
        // The quiz has a timer of its own, which counts hours too.
        const [, minutes, seconds] = /: Осталось\n\S+ (\d{1,2}):(\d\d)$/m.exec(read) ?? [];
        return Number(minutes) * 60 + Number(seconds);
      };
      const before = { left: await secondsLeft(), at: Date.now() };
      assert.ok(before.left > 26 * 60 && before.left < 30 * 60, `${before.left} s left`);
      const after = await until('the timer to move', async () => {
        const left = await secondsLeft();
        return left < before.left && { left, at: Date.now() };
      });
      const off = (before.left - after.left) * 1000 - (after.at - before.at);
      assert.ok(Math.abs(off) < 2000, `the timer is off by ${off} ms`);
    },
  },
  {
    id: 'J15',
    title: 'no control of the quiz is covered, with the panel open and collapsed',
    run: async ({ student }) => {
      await nothingIsCovered(student.quiz);
      await press(student.quiz, words('panel', 'collapse'));
      await find(student.quiz, 'button', words('panel', 'expand'));
      await nothingIsCovered(student.quiz);
      await press(student.quiz, words('panel', 'expand'));
      await find(student.quiz, 'button', words('panel', 'collapse'));
    },
  },
  {
    id: 'J16',
    title: 'a message to the proctor stays in the feed over the next page',
    run: async ({ student }) => {
      await student.writes('Можно пользоваться калькулятором?');
      await student.hearsInPanel(words('panel', 'delivered'));
      await student.answersQuestion();
      await student.hearsInPanel('Можно пользоваться калькулятором?');
    },
  },
  {
    id: 'J17',
    title: 'the attempt is handed in, the exam finished, everything saved',
    run: async (journey) => {
      const { student, world } = journey;
      while (!student.quiz.url().includes('summary.php')) await student.answersQuestion();
      await student.submitsAttempt();
      const [attempt] = world.lms.attempts();
      assert.equal(attempt?.finishedBy, 'student');
      assert.equal(Object.keys(attempt?.answers ?? {}).length, 5, 'every answer reached the LMS');
      await student.finishesExam();
      await student.waitsUntilSaved();
      await journey.standsAt('the end', words('portal', 'closed_to_list'));
    },
  },
  {
    id: 'J18',
    title: 'the proctor reviews the recordings and rejects; the student sees the verdict',
    run: async (journey) => {
      const { student, facts } = journey;
      await student.seesInList(EXAM, words('portal', 'verdict_pending'));
      const proctor = await journey.proctor();
      facts.sessionId = await proctor.opensSessionOf(STUDENT.name);
      await proctor.watches();
      await proctor.sees('Отсутствие тестируемого');
      await proctor.decides('rejected', VERDICT_COMMENT);
      await student.seesInList(EXAM, VERDICT_COMMENT);
    },
  },
];
