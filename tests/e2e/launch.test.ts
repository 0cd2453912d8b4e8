import { SignJWT } from 'jose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pluginClaims } from '../conformance/moodle-claims.ts';
import { EXTENSION_ID, launchBrowser, type TestBrowser } from '../support/browser.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { type DemoWorld, startDemoWorld } from '../support/demo-world.ts';
import { press, seesText } from '../support/page-tools.ts';
import { Student } from '../support/student.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { built } from './build-once.ts';

const SECRET = 'the-secret-between-moodle-and-examus';
const EXAM = 'Алгебра: тест по направлению Moodle';
const PORTAL = `chrome-extension://${EXTENSION_ID}/`;

describe('a Moodle that starts the exam', () => {
  let dir: string;
  let world: DemoWorld;
  let machine: TestBrowser;
  let student: Student;
  let claims: ReturnType<typeof pluginClaims>;
  let cameFrom: Page;

  const startUrl = async () => {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ typ: 'JWT', alg: 'HS256' })
      .sign(Buffer.from(SECRET));
    return world.lms.redirectUrl(`${world.server.origin}/integration/simple/demo-moodle/start/`, token);
  };
  const portalAt = (part: string, browser = machine.browser) =>
    until(`the portal at ${part}`, async () => {
      const pages = await browser.pages();
      return pages.find((page) => page.url().startsWith(PORTAL) && page.url().includes(part));
    });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'examus-launch-'));
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    const camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    world = await startDemoWorld({
      dir: join(dir, 'world'),
      integrations: [{ name: 'demo-moodle', secret: SECRET }],
      serverArgs: ['--allow-private-lms'],
    });
    claims = pluginClaims(world.lms.origin, { examId: '1', examName: EXAM, identification: 'skip' });
    machine = await launchBrowser({ extension: built.demoExtension, camera: camera.file, microphone });
    student = new Student(machine, camera);
  });
  afterAll(async () => {
    await machine?.close();
    await world?.stop();
    if (dir) await rm(dir, { recursive: true, force: true });
  });

  it('hands the student over to the portal, which asks about the server and goes on at consent', async () => {
    cameFrom = await machine.browser.newPage();
    await cameFrom.goto(await startUrl());
    const portal = await portalAt('#/launch');
    await portal.bringToFront();
    await seesText(portal, new URL(world.server.origin).host);
    await press(portal, words('portal', 'pair_confirm'));
    await portal.waitForSelector('.consent-box input:not([disabled])', { timeout: 20_000 });
    await seesText(portal, EXAM);
    expect(world.lms.entries()).toEqual([]);
    student.comesBackTo(portal);
  });

  it('opens the quiz by the LMS’s own address, in the tab the student came from', async () => {
    await student.consents();
    await student.passesCheck();
    await press(student.portal, 'Начать');
    await until('the quiz in that tab', async () => cameFrom.url().includes('/mod/quiz/view.php'), {
      timeoutMs: 20_000,
    });
    expect(world.lms.entries()).toEqual([claims.sessionId]);
    await cameFrom.waitForSelector('examus-panel[data-shape]', { timeout: 10_000 });
    const kept = await student.portal.evaluate(async () =>
      JSON.stringify([await chrome.storage.local.get(), await chrome.storage.session.get()]),
    );
    expect(kept).not.toContain('entry.php?');
    expect(JSON.stringify(machine.log.texts())).not.toContain('token=moodle-user-key');
  });

  it('opens it by the same address again when its tab was closed', async () => {
    await cameFrom.close();
    await press(student.portal, words('portal', 'running_show'));
    await student.findsQuiz();
    expect(world.lms.entries()).toEqual([claims.sessionId, claims.sessionId]);
  });

  it('is finished once for all: another start says so', async () => {
    await student.quiz.waitForSelector('examus-panel[data-shape]');
    await student.finishesExam();
    await student.waitsUntilSaved();
    const page = await machine.browser.newPage();
    await page.goto(await startUrl());
    await page.waitForSelector('h1');
    expect(await page.$('meta[name="examus-launch"]')).toBeNull();
    expect(await page.$eval('h1', (it) => it.textContent)).toMatch(/завершён|заверш/i);
  });

  it('on a server no host was baked in for, a click on the icon does it', async () => {
    claims = pluginClaims(world.lms.origin, { examId: '2', examName: EXAM, userId: 'second' });
    const other = await launchBrowser({ extension: built.plainExtension });
    try {
      const page = await other.browser.newPage();
      await page.goto(await startUrl());
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
