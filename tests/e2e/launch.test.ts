import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXTENSION_ID, launchBrowser, type TestBrowser } from '../support/browser.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { type ExamusPlugin, userIdOf } from '../support/demo-lms/plugin/examus-plugin.ts';
import { type DemoWorld, startDemoWorld } from '../support/demo-world.ts';
import { find, follow, press, seesText } from '../support/page-tools.ts';
import { Proctor } from '../support/proctor.ts';
import { Student } from '../support/student.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { built } from './build-once.ts';

/** The demo LMS's quiz that the plugin restricts. */
const QUIZ = 6;
const EXAM = 'Линейная алгебра: тест с прокторингом';
const STUDENT = 'Айгерим Серикова';
const COMMENT = 'Замечаний нет.';
const PORTAL = `chrome-extension://${EXTENSION_ID}/`;

describe('a Moodle with the plugin, nothing changed in either', () => {
  let dir: string;
  let world: DemoWorld;
  let plugin: ExamusPlugin;
  let camera: LiveCamera;
  let machine: TestBrowser;
  let student: Student;
  let cameFrom: Page;

  const sitsDown = async () => {
    const microphone = join(dir, 'microphone.wav');
    machine = await launchBrowser({ extension: built.demoExtension, camera: camera.file, microphone });
    student = new Student(machine, camera);
    cameFrom = await machine.browser.newPage();
  };
  /** To the quiz and its button, as it is found in the course. */
  const wantsAttempt = async (page: Page, button: string, who = STUDENT) => {
    await page.goto(world.lms.quizUrl(QUIZ, who));
    const found = await find(page, 'button', button);
    await follow(page, () => found.click());
  };
  const isSentToProctoring = (page: Page, timeoutMs: number) =>
    until('the page of proctoring', () => page.url() === startUrl(), { timeoutMs });
  const startUrl = () => `${world.server.origin}/integration/simple/demo-moodle/start/`;
  const portalAt = (part: string, browser = machine.browser) =>
    until(`the portal at ${part}`, async () => {
      const pages = await browser.pages();
      return pages.find((page) => page.url().startsWith(PORTAL) && page.url().includes(part));
    });
  const trusts = async () => {
    const portal = await portalAt('#/launch');
    await portal.bringToFront();
    await seesText(portal, new URL(world.server.origin).host);
    await press(portal, words('portal', 'pair_confirm'));
    student.comesBackTo(portal);
  };
  const isUncovered = () => student.quiz.waitForSelector('#examus2-fader', { hidden: true, timeout: 10_000 });
  const entry = () => {
    const entries = plugin.entries.of(userIdOf(STUDENT), QUIZ);
    expect(entries).toHaveLength(1);
    return entries[0]!;
  };

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'examus-launch-'));
    await writeRoomNoise(join(dir, 'microphone.wav'));
    camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    world = await startDemoWorld({
      dir: join(dir, 'world'),
      consoleDir: built.console,
      plugin: { integrationName: 'demo-moodle', secret: 'the-secret-between-moodle-and-examus' },
      serverArgs: ['--allow-private-lms'],
    });
    plugin = world.lms.plugin!;
    await sitsDown();
  });
  afterAll(async () => {
    await machine?.close();
    await world?.stop();
    await camera?.close();
    if (dir) await rm(dir, { recursive: true, force: true });
  });

  it('sends the student to the portal, which asks about the server and goes on at consent', async () => {
    await wantsAttempt(cameFrom, 'Начать тестирование');
    await isSentToProctoring(cameFrom, 10_000);
    await trusts();
    await student.portal.waitForSelector('.consent-box input:not([disabled])', { timeout: 20_000 });
    await seesText(student.portal, EXAM);
    expect(world.lms.attempts()).toEqual([]);
    expect([entry().status, plugin.entered]).toEqual(['new', []]);
  });

  it('gets them back by its own address, in the tab they came from, and uncovers each page', async () => {
    await student.consents();
    await student.passesCheck();
    await press(student.portal, 'Начать');
    await until('the quiz in that tab', () => cameFrom.url().includes('/mod/quiz/view.php'), {
      timeoutMs: 20_000,
    });
    expect(plugin.entered).toEqual([entry().sessionId]);
    await cameFrom.waitForSelector('examus-panel[data-shape]', { timeout: 10_000 });
    const kept = await student.portal.evaluate(async () =>
      JSON.stringify([await chrome.storage.local.get(), await chrome.storage.session.get()]),
    );
    expect(kept).not.toContain('entry.php?');
    expect(JSON.stringify(machine.log.texts())).not.toContain('examus2_accesscode');

    await student.findsQuiz();
    await student.startsAttempt();
    expect(entry().status).toBe('started');
    await isUncovered();
    await student.answersQuestion();
    expect(student.quiz.url()).toContain('page=1');
    await isUncovered();
  });

  it('lets them in again when their tab was closed: by themselves, or by the same address', async () => {
    await student.quiz.close();
    const own = await machine.browser.newPage();
    await wantsAttempt(own, 'Продолжить тестирование');
    await student.findsQuiz();
    await isUncovered();
    await own.close();
    await student.portal.bringToFront();
    await press(student.portal, words('portal', 'running_show'));
    await student.findsQuiz();
    await student.continuesAttempt();
    await isUncovered();
    expect(plugin.entered).toEqual([entry().sessionId, entry().sessionId]);
  });

  it('sends them back from a page where nobody proctors; they go on there, signed in by the first address', async () => {
    await machine.close();
    await sitsDown();
    await wantsAttempt(cameFrom, 'Продолжить тестирование');
    expect(await cameFrom.$('#examus2-fader')).not.toBeNull();
    await isSentToProctoring(cameFrom, 30_000);
    await trusts();
    await student.passesCheck();
    await until('the quiz in that tab', () => cameFrom.url().includes('/mod/quiz/view.php'), {
      timeoutMs: 20_000,
    });
    const { sessionId } = entry();
    expect(plugin.entered).toEqual([sessionId, sessionId, sessionId]);
    await student.findsQuiz();
    await student.continuesAttempt();
    await isUncovered();
  });

  it('ends the exam by its own call when the answers are handed in', async () => {
    while (!student.quiz.url().includes('summary.php')) {
      await isUncovered();
      await student.answersQuestion();
    }
    await student.submitsAttempt();
    expect(student.quiz.url()).toContain('review.php');
    const { sessionId, status } = entry();
    expect(status).toBe('finished');
    expect(plugin.finishes).toEqual([{ sessionId, status: 200, body: { message: 'finished' } }]);
    // The LMS may have ended it, and the panel left the site, before this page was there: then the portal says so.
    await student.portal.bringToFront();
    await student.waitsUntilSaved();
    expect(world.lms.attempts()).toMatchObject([{ student: STUDENT, finishedBy: 'student' }]);
  });

  it('is told the verdict, all of it', async () => {
    const proctor = new Proctor(
      { browser: await machine.browser.createBrowserContext() },
      world.server.origin,
    );
    await proctor.signsIn();
    const sessionId = await proctor.opensSessionOf(STUDENT.split(' ').toReversed().join(' '));
    await proctor.decides('accepted', COMMENT);
    await until('the verdict in Moodle', () => entry().status === 'accepted');
    const address = `${world.server.origin}/console/sessions/${sessionId}`;
    expect(entry()).toMatchObject({ reportUrl: address, archive: address });
    expect(entry().review).toMatchObject({
      comment: COMMENT,
      score: expect.any(Number),
      threshold: { attention: expect.any(Number), rejected: expect.any(Number) },
      warnings: expect.any(Array),
      warningTitles: expect.any(Object),
      sessionStart: expect.any(String),
      sessionEnd: expect.any(String),
    });
  });

  it('has but one try to give: another start says that it is finished', async () => {
    const page = await machine.browser.newPage();
    await wantsAttempt(page, 'Начать тестирование');
    await isSentToProctoring(page, 10_000);
    await page.waitForSelector('h1');
    expect(await page.$('meta[name="examus-launch"]')).toBeNull();
    expect(await page.$eval('h1', (it) => it.textContent)).toMatch(/завершён|заверш/i);
    expect(world.lms.attempts()).toHaveLength(1);
  });

  it('on a server no host was baked in for, a click on the icon does it', async () => {
    const other = await launchBrowser({ extension: built.plainExtension });
    try {
      const page = await other.browser.newPage();
      await wantsAttempt(page, 'Начать тестирование', 'Ержан Тулегенов');
      await page.waitForSelector('[data-step="install"]:not([hidden])', { timeout: 10_000 });
      await other.extension().triggerAction(page);
      const portal = await portalAt('#/launch', other.browser);
      await seesText(portal, new URL(world.server.origin).host);
      await page.waitForSelector('[data-step="taken"]:not([hidden])');
      await portal.bringToFront();
      await press(portal, words('portal', 'pair_confirm'));
      // Its site has to be asked for, which is Chrome's own question: what comes is told first.
      await seesText(portal, EXAM);
    } finally {
      await other.close();
    }
  });
});
