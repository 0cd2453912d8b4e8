import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../src/protocol/exam-settings.ts';
import type { SessionId } from '../../src/protocol/ids.ts';
import type { Piece } from '../../src/offscreen/record/segmenter.ts';
import { type Mp4Track, readTracks } from '../../src/shared/mp4.ts';
import { messageId, newWarning, Student } from '../server/exam-actors.ts';
import { demoSetup, startServer, type TestServer } from '../server/harness.ts';
import { barriersInBothSchemes } from '../support/barriers.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { byRole, find, follow, press, seesText } from '../support/page-tools.ts';
import { restamp } from '../support/recordings/restamp.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { built } from './build-once.ts';
import { recordCameraAndScreen } from './console-recordings.ts';

const RECORDED_S = 21;
/** From these segments on the sound comes later by so much: a packet of it was lost, then it dropped out for a moment. */
const LOST = { seq: 2, ms: 60 };
const DROPPED_OUT = { seq: 3, ms: 310 };
const ABSENT_AT_MS = 9000;
const absence = 'Отсутствие тестируемого';

let server: TestServer;
let machine: TestBrowser;
let page: Page;
let dir: string | undefined;
/** A finished exam with recordings, and one that waits for admission. */
let finished: Student;
let waiting: Student;
let recordedFrom: number;
let absentAt: number;
let proctorToken: string;
const complaints: string[] = [];

const sessionParams = (sessionId: SessionId) => ({ params: { sessionId } });
const detailOf = (student: Student) =>
  server.call('consoleSession', sessionParams(student.sessionId), proctorToken);

beforeAll(async () => {
  const setup = demoSetup();
  const [institution] = setup.institutions;
  const [first] = institution!.exams!;
  institution!.exams = [
    first!,
    {
      ...first!,
      key: 'online',
      name: 'Живой экзамен',
      settings: { mode: 'online', identification: 'passport' },
    },
  ];
  server = await startServer({ setup, config: { consoleDir: built.console } });
  dir = await mkdtemp(join(tmpdir(), 'examus-console-'));
  await writeRoomNoise(join(dir, 'room.wav'));
  machine = await launchBrowser({ microphone: join(dir, 'room.wav') });
  page = (await machine.browser.pages())[0]!;
  await page.setViewport({ width: 1280, height: 720 });
  proctorToken = await server.signIn('proctor', 'proctor-password');
  finished = await seedFinished();
  waiting = await studentOf('online', 'student2');
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
});
afterAll(async () => {
  await machine?.close();
  await server?.close();
  if (dir) await rm(dir, { recursive: true, force: true });
});

async function studentOf(mode: Mode, userName: string): Promise<Student> {
  const student = await Student.signIn(server, userName);
  const { exams } = await server.call('listExams', {}, student.token);
  student.examId = async () => exams.find((exam) => exam.mode === mode)!.id;
  return student;
}

async function seedFinished(): Promise<Student> {
  const student = await studentOf('offline', 'student');
  await student.open();
  await student.consent();
  await student.check();
  const { camera, screen, photo } = await recordCameraAndScreen(page, `${server.origin}/healthz`, RECORDED_S);
  await student.photo('passport', photo);
  await student.begin();
  const gappy = { ...camera, pieces: withSoundMissing(camera.pieces) };
  for (const [kind, recorded] of [
    ['camera', gappy],
    ['screen', screen],
  ] as const) {
    for (const [seq, { bytes, startMs, durationMs }] of recorded.pieces.entries()) {
      const startAt = Math.round(recorded.startedAt + startMs);
      await student.put({ kind, epoch: 0, seq }, Buffer.from(bytes), {
        startAt,
        durationMs: Math.round(durationMs),
      });
    }
  }
  recordedFrom = camera.startedAt;
  absentAt = recordedFrom + ABSENT_AT_MS;
  const absent = newWarning('no_user_in_frame', absentAt, { endAt: absentAt + 4000 });
  student.note({ kind: 'warning', warning: absent });
  student.note({ kind: 'chat', id: messageId(), text: '<img src=x onerror=alert(1)> добрый день' });
  student.note({ kind: 'intent', intent: 'finish' });
  await student.send();
  await student.drained();
  return student;
}

function withSoundMissing(pieces: Piece[]): Piece[] {
  const tracks = readTracks(pieces[0]!.bytes);
  return pieces.map((piece, seq) => {
    const { ms } = [DROPPED_OUT, LOST].find((from) => seq >= from.seq) ?? { ms: 0 };
    const laterMs = ({ kind }: Mp4Track) => (kind === 'audio' ? ms : 0);
    return seq === 0 ? piece : { ...piece, bytes: restamp(piece.bytes, tracks, laterMs) };
  });
}

/** Nothing may be found, in light nor in dark. */
const expectNoBarriers = async (where?: string): Promise<void> =>
  expect(await barriersInBothSchemes(page), where).toEqual([]);

async function signsIn(userName: string): Promise<void> {
  await page.goto(`${server.origin}/console/`);
  const link = await until('the button of the institution', () => page.$('a[href*="institution=examus"]'));
  await follow(page, () => link.click());
  await page.type('input[name="userName"]', userName);
  await page.type('input[name="password"]', `${userName}-password`);
  await follow(page, () => page.keyboard.press('Enter'));
}

const players = () =>
  page.$$eval('video', (videos) =>
    videos.map((video) => ({
      kind: video.dataset['kind'],
      shownAt: Number(video.dataset['shownAt']),
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      width: video.videoWidth,
    })),
  );

describe('the console', () => {
  it('lets nobody in who is not a proctor', async () => {
    await page.goto(`${server.origin}/console/`);
    await seesText(page, words('console', 'sign_in_title'));
    await expectNoBarriers();
    await signsIn('student');
    await seesText(page, words('server', 'errorNotProctor'));
    await page.goto(`${server.origin}/console/`);
    await seesText(page, words('console', 'sign_in_title'));
  });

  it('lists the sessions, shows a student who waits at once, and admits them', async () => {
    await signsIn('proctor');
    await find(page, 'link', 'Айгерим <b>Серикова</b>');
    await expectNoBarriers();
    await until('the live line', () =>
      page.evaluate(() => document.querySelector('.line-state')?.textContent === ''),
    );
    await waiting.goToBegin();
    await press(page, '1 новый экзамен: показать');
    await page.goto(`${server.origin}/console/sessions/${waiting.sessionId}`);
    await find(page, 'button', words('console', 'retake'));
    await expectNoBarriers('admission');
    await dialogHasNoBarriers(words('console', 'retake'));
    await page.goto(`${server.origin}/console/`);
    const name = "O'Brien & <script>alert(1)</script>";
    await press(page, words('console', 'admit_look_name', { name }), { role: 'link' });
    const admit = await find(page, 'button', words('console', 'admit'));
    // Photos, live picture and decision are seen together, whatever the screen.
    const bottom = await admit.evaluate((button) => button.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThan(await page.evaluate(() => innerHeight));
    await expectNoBarriers();
    await admit.click();
    await until('the exam to run', async () => (await detailOf(waiting)).phase === 'running');
    await page.goto(`${server.origin}/console/`);
    await until('the row to say so', () =>
      page.$$eval('tbody tr', (rows) =>
        rows.some((row) => /O'Brien/.test(row.textContent ?? '') && /Идёт/.test(row.textContent ?? '')),
      ),
    );
  });

  it('finds a student by a part of the name', async () => {
    await page.type('input[type="search"]', 'серик');
    await until('one row', () => page.$$eval('tbody tr', (rows) => rows.length === 1));
    await until('the search in the address', () => page.url().includes('q='));
    await page.goto(`${server.origin}/console/?q=nobody`);
    await seesText(page, words('console', 'empty_filtered'));
  });

  it('writes to the student exactly once', async () => {
    await page.goto(`${server.origin}/console/sessions/${waiting.sessionId}`);
    const box = await find(page, 'textbox', words('console', 'chat_write'));
    await box.type('Я рядом\n');
    await seesText(page, 'Я рядом');
    expect((await detailOf(waiting)).chat.map(({ text }) => text)).toEqual(['Я рядом']);
    await expectNoBarriers();
  });

  it('has dialogs without barriers', async () => {
    for (const act of ['pause', 'extend', 'warn'] as const) {
      await dialogHasNoBarriers(words('room', `act_${act}_button`));
    }
    const examId = await waiting.examId();
    await page.goto(`${server.origin}/console/?examId=${examId}`);
    await dialogHasNoBarriers(words('room', 'write_to_all'));
  });

  it.each([
    ['room', '.table'],
    ['collisions', 'main h1'],
  ])('has no barriers on the page of an exam: %s', async (part, ready) => {
    await page.goto(`${server.origin}/console/exams/${await waiting.examId()}/${part}`);
    await page.waitForSelector(ready);
    await expectNoBarriers();
  });

  it('has a page to print without barriers', async () => {
    await page.goto(`${server.origin}/console/sessions/${finished.sessionId}/print`);
    await page.waitForSelector('main h1');
    await expectNoBarriers();
  });

  it('ends a running exam with a reason only', async () => {
    await page.goto(`${server.origin}/console/sessions/${waiting.sessionId}`);
    await press(page, words('console', 'end_exam'));
    const reason = await find(page, 'textbox', words('console', 'reason'));
    await reason.type('Другой человек за столом');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until('the end', async () => (await detailOf(waiting)).closeReason === 'by_proctor');
  });

  it('plays camera and screen together and finds a warning', async () => {
    await page.goto(`${server.origin}/console/`);
    const link = await find(page, 'link', 'Айгерим <b>Серикова</b>');
    await link.focus();
    await page.keyboard.press('Enter');
    await until('both pictures', async () => {
      const both = await players();
      return both.length === 2 && both.every(({ width }) => width > 0);
    });
    await page.keyboard.press('KeyK');
    const before = await players();
    await until('both to play on', async () =>
      (await players()).every(({ frames }, index) => frames > before[index]!.frames + 5),
    );
    await expectTogether();

    // The names of both grow with what is known of a warning; the first words are its label.
    await until('the warning in the list', () => page.$(`.warnings button ::-p-text(${absence})`));
    await page.click('.warnings button');
    await until('the moment before the warning', async () =>
      (await players()).every(({ shownAt }) => Math.abs(shownAt - (absentAt - 3000)) < 1000),
    );

    const speed = await find(page, 'button', '2×');
    await speed.click();
    await until('several seconds at 2×', async () =>
      (await players()).every(({ shownAt }) => shownAt > absentAt + 3000),
    );
    await expectTogether();
    await page.keyboard.press('KeyK');
    await expectNoBarriers();
  });

  it('plays over a lost packet and a moment without sound', async () => {
    await page.reload();
    await find(page, 'button', '2×').then((speed) => speed.click());
    await page.keyboard.press('KeyK');
    await until('the recording to play to its last seconds', async () =>
      (await players()).every(({ shownAt }) => shownAt > recordedFrom + (RECORDED_S - 4) * 1000),
    );
    const asked = await page.evaluate(() =>
      performance.getEntriesByType('resource').flatMap(({ name }) => /camera\/0\/\d+$/.exec(name) ?? []),
    );
    // Beside missing sound a segment is asked for up to three times more while the player stands there; no other is.
    const besideGap = [LOST, DROPPED_OUT].map(({ seq }) => `camera/0/${seq}`);
    for (const name of besideGap) {
      expect(asked.filter((each) => each === name).length, name).toBeLessThanOrEqual(4);
    }
    const others = asked.filter((name) => !besideGap.includes(name));
    expect(others).toEqual([...new Set(others)]);
  });

  it('gives a verdict that the student gets, and changes it', async () => {
    await decide('rejected', 'Никого нет в кадре');
    await until('the verdict', async () => (await detailOf(finished)).review.state === 'rejected');
    await decide('accepted', ', но свет погас');
    await until('the other verdict', async () => (await detailOf(finished)).review.state === 'accepted');
    const { exams } = await server.call('listExams', {}, finished.token);
    expect(
      exams.map(({ session }) => session?.review).find((review) => review?.state === 'accepted'),
    ).toMatchObject({
      comment: 'Никого нет в кадре, но свет погас',
    });
  });

  it('never broke its own content security policy, nor threw', () => {
    expect(complaints).toEqual([]);
  });
});

/** Opens a dialog by its button, looks at it and closes it by Escape. */
async function dialogHasNoBarriers(button: string): Promise<void> {
  await press(page, button);
  await page.waitForSelector('dialog[open]');
  await expectNoBarriers(button);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { hidden: true });
}

/** Several looks: a single one may fall between two steps of the players. */
async function expectTogether(): Promise<void> {
  const skews: number[] = [];
  await until('ten looks at both players', async () => {
    const [camera, screen] = await players();
    skews.push(Math.abs(camera!.shownAt - screen!.shownAt));
    return skews.length === 10;
  });
  expect(skews.sort((a, b) => a - b)[5]).toBeLessThan(200);
}

async function decide(verdict: 'accepted' | 'rejected', comment: string): Promise<void> {
  const radio = await find(page, 'radio', words('console', `verdict_${verdict}`));
  await radio.click();
  const box = await find(page, 'textbox', words('console', 'verdict_comment'));
  await box.type(comment);
  await until('the button of the verdict', async () => {
    const button =
      (await page.$(byRole('button', words('console', 'verdict_give')))) ??
      (await page.$(byRole('button', words('console', 'verdict_change'))));
    await button?.click();
    return button !== null;
  });
  await find(
    page,
    'heading',
    words('console', 'verdict_confirm', { verdict: words('console', `verdict_${verdict}`) }),
  );
  await expectNoBarriers();
  await press(page, words('console', 'confirm'));
  await seesText(page, words('console', 'verdict_said', { verdict: words('console', `verdict_${verdict}`) }));
}
