import type { BrowserContext } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, layLine } from '../support/line.ts';
import { press, seesText } from '../support/page-tools.ts';
import { Proctor } from '../support/proctor.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { type ExamRoom, openExamRoom } from '../support/exam-room.ts';
import { built } from './build-once.ts';

const EXAM = 'Комиссия';
const NAME = 'Иван Петров';
const OTHER_WINDOW = words('common', 'warning_change_active_window_on_computer');

/** One exam from the door to the paper: two proctors, one line that breaks, everything from the grid's large view. */
describe('the proctor’s room', () => {
  let room: ExamRoom;
  let world: ExamRoom['world'];
  let line: Line;
  let machine: ExamRoom['machine'];
  let secondDesk: BrowserContext;
  let student: ExamRoom['student'];
  let proctor: ExamRoom['proctor'];
  let second: Proctor;
  let sessionId: string;

  beforeAll(async () => {
    room = await openExamRoom('room', {
      built,
      exams: [
        {
          key: 'board',
          name: EXAM,
          courseName: '',
          cmid: 2,
          settings: {
            mode: 'identification',
            identification: 'face',
            durationMinutes: 20,
            secondReviewer: true,
          },
        },
      ],
    });
    ({ world, machine, student, proctor } = room);
    line = await layLine(world.server.origin);
    secondDesk = await room.desk.browser.createBrowserContext();
    second = new Proctor({ browser: secondDesk }, world.server.origin);
    await proctor.signsIn();
    await student.opensPortal(line.origin);
    await student.signsIn('student2');
  });
  afterAll(async () => {
    await line?.close();
    await room?.close();
  });

  it('J10: a photo is taken again, then the student is let in; who waits can write', async () => {
    await student.startsExam(EXAM);
    await student.consents();
    await student.passesCheck();
    await student.photographs();
    await press(student.portal, 'Начать');
    await seesText(student.portal, words('portal', 'waiting_title'));
    await seesText(student.portal, words('portal', 'chat_title'));
    sessionId = await proctor.opensSessionOf(NAME);
    await proctor.asksToRetake('Лицо в тени');
    await seesText(student.portal, 'Лицо в тени');
    await student.photographs();
    await press(student.portal, 'Начать');
    await proctor.admits(NAME);
    await student.findsQuiz();
    await student.startsAttempt();
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
  });

  it('J16: chat goes both ways in order and once over lines that break, without leaving the grid', async () => {
    await proctor.opensLarge();
    line.cut();
    await proctor.page.setOfflineMode(true);
    for (const text of ['Первое', 'Второе', 'Третье']) await proctor.writes(text);
    await student.writes('Один');
    await student.writes('Два');
    await seesText(proctor.page, words('console', 'sending'));
    await proctor.page.setOfflineMode(false);
    line.mend();
    await student.hearsInPanel('Третье', 40_000);
    await until('both messages of the student', async () => (await written('student')).length === 2, {
      timeoutMs: 30_000,
    });
    expect(await written('proctor')).toEqual(['Первое', 'Второе', 'Третье']);
    expect(await written('student')).toEqual(['Один', 'Два']);
    await seesText(proctor.page, 'Два');
  });

  it('passes on what the machine noticed, then ends the exam, and the student reads why', async () => {
    const other = await machine.browser.newPage();
    await other.bringToFront();
    await proctor.forwards(OTHER_WINDOW);
    await student.quiz.bringToFront();
    await other.close();
    await until('the words in the chat', async () => (await written('proctor')).at(-1) === OTHER_WINDOW);
    await proctor.ends('Посторонний в комнате');
    await student.hearsInPanel('Посторонний в комнате', 30_000);
    await proctor.page.keyboard.press('Escape');
    // Back where one was, with the keyboard on the tile.
    await until('the keyboard on the tile', () =>
      proctor.page.evaluate(() => document.activeElement?.closest('.tile') !== null),
    );
    const closed = await until(
      'the session to close',
      async () => {
        const detail = await proctor.detail(sessionId);
        return detail.phase === 'closed' && detail;
      },
      { timeoutMs: 60_000 },
    );
    expect(closed.closeReason).toBe('by_proctor');
    expect(closed.timeline.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['retake_asked', 'admitted', 'warning_forwarded', 'ended']),
    );
  });

  it('J19: opened again, it goes on where it stands open; only Chrome’s own question comes again', async () => {
    const piecesOf = async () => {
      const { recordings } = await proctor.detail(sessionId);
      return ['camera', 'screen'].map(
        (kind) => recordings.find((recording) => recording.kind === kind)?.segments ?? 0,
      );
    };
    await proctor.opensSessionOf(NAME);
    const before = await piecesOf();
    await proctor.reopens('Закрыт по ошибке');
    await student.quiz.bringToFront();
    await press(student.quiz, words('panel', 'mend_screen'), { timeoutMs: 30_000 });
    await until(
      'both recordings to go on',
      async () => (await piecesOf()).every((pieces, which) => pieces > before[which]!),
      { timeoutMs: 40_000 },
    );
    await student.finishesExam();
    await student.waitsUntilSaved();
    await until('the session to close', async () => (await proctor.detail(sessionId)).phase === 'closed');
    expect(await proctor.detail(sessionId)).toMatchObject({ closeReason: 'by_student' });
  });

  it('J18: two reviewers come to one verdict', async () => {
    await proctor.opensSessionOf(NAME);
    await proctor.decides('rejected', 'Посторонний');
    expect(await proctor.detail(sessionId)).toMatchObject({ review: { state: 'pending' }, opinionCount: 1 });
    await second.signsIn('proctor2');
    await second.opensSessionOf(NAME);
    await second.decides('rejected', 'Посторонний');
    expect(await second.detail(sessionId)).toMatchObject({
      review: { state: 'rejected' },
      opinions: [{ by: 'Данияр Ахметов' }, { by: 'Гульнара Есенова' }],
    });
  });

  it('is printed with photos, stills and the signature', async () => {
    const { page } = second;
    await page.goto(`${world.server.origin}/console/sessions/${sessionId}/print`);
    await until('the paper', () => page.$('.paper[data-ready="true"]'), { timeoutMs: 60_000 });
    await until('the photo', () =>
      page.$$eval('.paper .photos img', (all) => all.length === 1 && all[0]!.naturalWidth > 0),
    );
    const colours = await page.$$eval('.paper-finding canvas', (stills) =>
      stills.map((still) => {
        const { data } = still.getContext('2d')!.getImageData(0, 0, still.width, still.height);
        return new Set(new Uint32Array(data.buffer)).size;
      }),
    );
    // Of camera and screen; a synthetic screen may be of few colours, a face is not.
    expect(colours.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...colours)).toBeGreaterThan(100);
    const signature = await page.$eval('.paper-hashes > :last-child code', ({ textContent }) => textContent);
    const { signed } = await second.detail(sessionId);
    expect(signature).toBe(signed?.signature);
  });

  /** What one side said, in the order of the server. */
  const written = async (from: 'student' | 'proctor'): Promise<string[]> => {
    const { chat } = await proctor.detail(sessionId);
    return chat.filter((message) => message.from === from).map(({ text }) => text);
  };
});
