import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { find, press, readAloud, seesText } from '../support/page-tools.ts';
import { Proctor } from '../support/proctor.ts';
import { lapse, until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { writePicture } from '../support/chat-picture.ts';
import { type ExamRoom, openExamRoom } from '../support/exam-room.ts';
import { built } from './build-once.ts';

const EXAM = 'Линейная алгебра: рубежный контроль';
const NAME = 'Иван Петров';

/** An exam with a live proctor: admission, chat, warnings of every kind, and an end that the LMS brings. */
describe('an exam with a live proctor', () => {
  let room: ExamRoom;
  let world: ExamRoom['world'];
  let machine: ExamRoom['machine'];
  let student: ExamRoom['student'];
  let proctor: ExamRoom['proctor'];
  let sessionId: string;

  beforeAll(async () => {
    room = await openExamRoom('online', { built });
    ({ world, machine, student, proctor } = room);
    await proctor.signsIn();
    const office = await room.desk.browser.createBrowserContext();
    const admin = new Proctor({ browser: office }, world.server.origin);
    await admin.signsIn('admin', 'admin');
    await admin.grants(EXAM, 'student2', { breaks: { count: 1, minutes: 5 } });
    await office.close();
    await student.opensPortal(world.server.origin);
    await student.signsIn('student2');
  });
  afterAll(async () => {
    await room?.close();
  });

  /** As far as the quiz: what several rows stand on. */
  let begun: Promise<void> | undefined;
  const begin = () =>
    (begun ??= (async () => {
      await student.startsExam(EXAM);
      await student.consents();
      await student.passesCheck();
      await student.photographs();
      await press(student.portal, 'Начать');
      await seesText(student.portal, words('portal', 'waiting_title'));
      await proctor.admits(NAME);
      await student.findsQuiz();
      await student.startsAttempt();
      await student.hearsInPanel(words('panel', 'recording'), 30_000);
      sessionId = await proctor.opensSessionOf(NAME);
    })());

  /** Whether the quiz lies open, with no curtain before it. */
  const isReached = () =>
    student.quiz.evaluate(() => {
      const middle = document.elementFromPoint(300, 300);
      return middle !== null && middle.closest('body') !== null;
    });

  it('J10: the student waits until the proctor admits, then the quiz opens', async () => {
    await begin();
    expect((await proctor.detail(sessionId)).phase).toBe('running');
  });

  it('J16: chat goes both ways, markup stays text, unread is noticed with the panel collapsed', async () => {
    await begin();
    await student.writes('Здравствуйте! <b>Слышно?</b>');
    await proctor.sees('Здравствуйте! <b>Слышно?</b>');
    await press(student.quiz, words('panel', 'collapse'));
    await proctor.writes('Да. <img src=x onerror=alert(1)>');
    await student.hearsInPanel('1 новое сообщение');
    await press(student.quiz, words('panel', 'expand'));
    await student.hearsInPanel('Да. <img src=x onerror=alert(1)>');
    expect(await readAloud(student.quiz)).not.toContain('1 новое сообщение');
  });

  it('pictures go both ways', async () => {
    await begin();
    const picture = await writePicture(room.dir);
    await proctor.sendsPicture(picture);
    await student.hearsInPanel(words('panel-late', 'picture'));
    await student.sendsPicture(picture);
    await until('both pictures in the console', async () => {
      const widths = await proctor.page.$$eval('img.feed-picture', (all) =>
        all.map((one) => one.naturalWidth),
      );
      return String(widths) === '2,2';
    });
    const { chat } = await proctor.detail(sessionId);
    expect(chat.filter(({ hasImage }) => hasImage).map(({ from }) => from)).toEqual(['proctor', 'student']);
  });

  it('a pause draws a curtain before the quiz, and its time is given back', async () => {
    await begin();
    const { clockEndsAt: before } = await proctor.detail(sessionId);
    await proctor.pauses('Пожарная тревога');
    await student.hearsInPanel('Пожарная тревога');
    expect(await isReached()).toBe(false);
    expect(await student.quiz.evaluate(() => document.body.inert)).toBe(true);
    // A page that takes it away gets it back.
    await student.quiz.evaluate(() => document.querySelector('examus-curtain')?.remove());
    await until('the curtain to be back', async () => !(await isReached()));
    await student.writes('Я здесь');
    await proctor.sees('Я здесь');
    await lapse(2000);
    await proctor.resumes();
    await until('the quiz to be in reach again', isReached);
    expect(await student.quiz.evaluate(() => document.body.inert)).toBe(false);
    const { clockEndsAt: after } = await proctor.detail(sessionId);
    expect(after! - before!).toBeGreaterThan(2000);
  });

  it('a break that was granted hides the quiz, and its time is given back', async () => {
    await begin();
    const { clockEndsAt: before } = await proctor.detail(sessionId);
    await press(student.quiz, words('panel-late', 'break_take'));
    await press(student.quiz, words('panel-late', 'break_yes'));
    await until('the curtain', async () => !(await isReached()));
    await proctor.sees(words('console', 'on_break'));
    expect((await proctor.detail(sessionId)).phase).toBe('paused');
    await press(student.quiz, words('panel-late', 'break_end'));
    await until('the quiz to be in reach again', isReached);
    await proctor.sees(words('console', 'act_break_over'));
    const after = await proctor.detail(sessionId);
    expect(after.clockEndsAt!).toBeGreaterThan(before!);
    expect(after).toMatchObject({ phase: 'running', accommodation: { breaks: { count: 1 } } });
    // It was the only one.
    expect(await readAloud(student.quiz)).not.toContain(words('panel-late', 'break_take'));
  });

  it('J13: a second person and another window become warnings, on the proctor’s side too', async () => {
    await begin();
    await student.shows('two');
    await student.hearsInPanel('Наличие еще одного человека в кадре', 20_000);
    await student.shows('present');
    const other = await machine.browser.newPage();
    await other.bringToFront();
    await lapse(2500);
    await student.quiz.bringToFront();
    await other.close();
    await student.hearsInPanel('Смена активного окна на компьютере');
    const types = await until(
      'both warnings on the server, over',
      async () => {
        const { warnings } = await proctor.detail(sessionId);
        const over = warnings.filter(({ endAt }) => endAt !== null).map(({ type }) => type);
        return over.length >= 2 && over;
      },
      { timeoutMs: 20_000 },
    );
    expect(new Set(types)).toEqual(new Set(['extra_user_in_frame', 'change_active_window_on_computer']));
  });

  it('J17: an attempt that ended in the LMS ends the exam by itself after a notice', async () => {
    await begin();
    while (!student.quiz.url().includes('summary.php')) await student.answersQuestion();
    await student.submitsAttempt();
    await find(student.quiz, 'button', 'Завершить экзамен');
    await student.hearsInPanel('Экзамен завершится сам');
    const closed = await until(
      'the session to close',
      async () => {
        const detail = await proctor.detail(sessionId);
        return detail.phase === 'closed' && detail;
      },
      { timeoutMs: 100_000, everyMs: 1000 },
    );
    expect(closed.closeReason).toBe('by_lms');
  });

  it('J18: an accepted exam stands as accepted in the student’s list', async () => {
    await begin();
    await proctor.opensSessionOf(NAME);
    await proctor.decides('accepted', '');
    await student.seesInList(EXAM, words('portal', 'verdict_accepted'));
  });
});
