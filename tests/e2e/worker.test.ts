import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallArgs, CallName, CallResult } from '../../src/protocol/calls.ts';
import type { SessionView } from '../../src/protocol/views.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { callExtension } from '../support/call-extension.ts';
import { type ExamServer, freePort, startExamServer } from '../support/exam-server.ts';
import { shown } from '../support/page-tools.ts';
import { until } from '../support/wait.ts';
import { killWorker } from '../support/worker.ts';
import { built } from './build-once.ts';

/** The worker from sign-in to the returned hosts, killed between the steps as Chrome may at any time. */
let dir: string;
let lms: Server;
let server: ExamServer;
let chromium: TestBrowser;
/** A page of ours to ask from; the portal opens by itself at the installation. */
let page: Page;
let session: SessionView;

const lmsOrigin = (): string => `http://localhost:${(lms.address() as AddressInfo).port}`;
const ask = <N extends CallName<'background'>>(
  name: N,
  ...args: CallArgs<'background', N>
): Promise<CallResult<'background', N>> => callExtension(page, 'background', name, ...args);

const scripts = () => page.evaluate(() => chrome.scripting.getRegisteredContentScripts());
const room = (quiz: Page) =>
  quiz.evaluate(() => parseFloat(getComputedStyle(document.documentElement).paddingRight));
const openTabs = async () => (await chromium.browser.pages()).map((tab) => tab.url());

/** The student's own calls to the server, with the token the worker keeps. */
async function callServer(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const { token } = (await ask('account/credentials'))!;
  const response = await fetch(`${server.origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'examus-protocol': '1',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status, path).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'examus-worker-'));
  lms = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>quiz</title><meta name="examus-server" content="${server.origin}">`);
  });
  await new Promise<void>((listening) => lms.listen(0, listening));
  server = await startExamServer({
    dataDir: join(dir, 'data'),
    port: await freePort(),
    setup: {
      institutions: [
        {
          slug: 'local',
          name: 'AlmaU',
          support: { email: 'help@almau.example', hours: '9–18', timeZone: 'Asia/Almaty' },
          people: [{ userName: 'aliya', name: 'Алия', role: 'student', password: 'correct horse' }],
          exams: [
            {
              key: 'e1',
              name: 'Математика',
              lms: { quizUrl: `${lmsOrigin()}/quiz/1`, patterns: [`${lmsOrigin()}/quiz/*`] },
              settings: { identification: 'skip' },
            },
          ],
        },
      ],
    },
  });
  chromium = await launchBrowser({
    extension: built.demoExtension,
    windowSize: { width: 1400, height: 900 },
  });
  const portal = await chromium.browser.waitForTarget((it) => it.url().includes('/portal/'));
  page = (await portal.page())!;
});
afterAll(async () => {
  await chromium?.close();
  await server?.stop();
  lms?.close();
  await rm(dir, { recursive: true, force: true });
});

async function loginWindow(): Promise<Page> {
  const target = await chromium.browser.waitForTarget((it) => it.url().includes('/auth/login'));
  return (await target.page())!;
}

describe('the worker', () => {
  it('J1: proposes the server of the page on which the icon is clicked', async () => {
    const landing = await chromium.browser.newPage();
    await landing.goto(`${lmsOrigin()}/about`);
    await chromium.extension().triggerAction(landing);
    const proposed = await until('the portal to ask', async () =>
      (await openTabs()).find((url) => url.includes('?pair=')),
    );
    expect(new URL(proposed).searchParams.get('pair')).toBe(server.origin);
    await landing.close();
  });

  it('J1: trusts no server that is not one, nor an http one', async () => {
    await expect(ask('server/pair', { origin: 'http://o7x.example' })).rejects.toThrow('bad_request');
    await expect(ask('server/pair', { origin: lmsOrigin() })).rejects.toThrow();
    expect((await ask('account/state')).origin).toBeNull();
    expect((await ask('server/pair', { origin: server.origin })).origin).toBe(server.origin);
  });

  it('J2: tells a closed sign-in window apart', async () => {
    const signingIn = expect(ask('account/sign-in', { institution: 'local' })).rejects.toThrow('cancelled');
    await (await loginWindow()).close();
    await signingIn;
  });

  it('J2: signs in, and remembers it when it was killed', async () => {
    const signingIn = ask('account/sign-in', { institution: 'local' });
    const login = await loginWindow();
    const [name, password] = await until('the form', async () => {
      const fields = await login.$$('input:not([type=hidden])');
      return fields.length >= 2 && fields;
    });
    await name!.type('aliya');
    await password!.type('correct horse');
    await login.keyboard.press('Enter');
    expect((await signingIn).person?.name).toBe('Алия');
    await killWorker(chromium, page);
    expect((await ask('account/state')).person?.name).toBe('Алия');
  });

  it('J7: prepares the exam: its own pages, no room yet, nothing captured', async () => {
    const { exams } = (await callServer('GET', '/exams')) as { exams: { id: never }[] };
    session = await ask('exam/prepare', { examId: exams[0]!.id });
    expect(await scripts()).toMatchObject([
      {
        matches: [`${lmsOrigin()}/quiz/*`],
        runAt: 'document_start',
        allFrames: false,
        persistAcrossSessions: true,
      },
      { matches: [`${lmsOrigin()}/quiz/*`], allFrames: true },
    ]);
    expect((await scripts())[0]).not.toHaveProperty('css');
    const status = await callExtension(page, 'offscreen', 'capture/status');
    expect([status.camera.state, status.microphone.state, status.screen.state]).toEqual([
      'off',
      'off',
      'off',
    ]);
  });

  it('J10: begins: the quiz opens in a tab of its own, with room for the panel before the first paint', async () => {
    const path = `/sessions/${session.id}`;
    const { version, sha256 } = await callServer('GET', `${path}/consent?language=ru`);
    await callServer('POST', `${path}/consent`, { version, sha256, language: 'ru', accepted: true });
    const results = ['camera', 'microphone', 'screen', 'server'].map((id) => ({ id, ok: true }));
    await callServer('POST', `${path}/check`, {
      results,
      userAgent: 'test',
      extensionVersion: '0',
      tries: 1,
    });
    await killWorker(chromium, page);
    expect((await ask('exam/begin')).phase).toBe('running');
    const quiz = await quizPage();
    expect(await room(quiz)).toBe(320);
    expect(await page.evaluate(() => chrome.action.getBadgeText({}))).toBe('●');
    expect((await ask('exam/current'))?.quizTabId).not.toBeNull();
  });

  it('J11: leaves the room to the window’s width until the student chooses, then keeps the choice', async () => {
    const quiz = await quizPage();
    await quiz.setViewport({ width: 1093, height: 500 });
    await quiz.reload();
    expect(await room(quiz)).toBe(40);
    await (await shown(quiz, 'aria/Развернуть панель')).click();
    await until('the room for the open panel', async () => (await room(quiz)) === 320);
    const styles = await until('the choice to be kept', async () => {
      const [script] = await scripts();
      return script?.css?.includes('room/room-open.css') && script.css;
    });
    expect(styles).toEqual(['room/room-open.css']);
    await quiz.reload();
    expect(await room(quiz)).toBe(320);
    await quiz.setViewport(null);
  });

  it('J11: keeps the panel collapsed on the next page, through the worker’s death', async () => {
    await ask('panel/collapsed', { collapsed: true });
    await killWorker(chromium, page);
    const quiz = await quizPage();
    await quiz.reload();
    expect(await room(quiz)).toBe(40);
    const lasting = { persistAcrossSessions: true, runAt: 'document_start' };
    expect(await scripts()).toMatchObject([lasting, { ...lasting, allFrames: true }]);
  });

  it('has no business with other pages of the same site', async () => {
    const other = await chromium.browser.newPage();
    await other.goto(`${lmsOrigin()}/grades`);
    expect(await room(other)).toBe(0);
    await other.close();
  });

  it('brings a dead offscreen document back to the session', async () => {
    await page.evaluate(() => chrome.offscreen.closeDocument());
    await killWorker(chromium, page);
    await ask('offscreen/ensure');
    expect(await phaseSeenInView()).toBe('running');
  });

  it('shows the quiz again after its tab was closed', async () => {
    await (await quizPage()).close();
    await killWorker(chromium, page);
    await ask('exam/show-quiz');
    await quizPage();
  });

  it('J17: gives everything back when the exam is over and saved', async () => {
    await page.evaluate(() => chrome.runtime.connect({ name: 'exam-view' }).postMessage({ type: 'finish' }));
    await until('the exam to close', async () => (await ask('exam/current'))?.phase === 'closed');
    await until('the pages to be left', async () => (await scripts()).length === 0);
    // The record is cleared first; mark and alarm follow in the same stroke, but not in the same moment.
    await until('mark and alarm to be gone', async () => {
      const left = await page.evaluate(() =>
        Promise.all([chrome.action.getBadgeText({}), chrome.alarms.getAll()]),
      );
      return left[0] === '' && left[1].length === 0;
    });
  });

  it('J3: signs out, and forgets the token', async () => {
    await ask('exam/leave');
    expect(await ask('exam/current')).toBeNull();
    expect((await ask('account/sign-out')).person).toBeNull();
    expect(await ask('account/credentials')).toBeNull();
  });
});

const quizPage = (): Promise<Page> =>
  until('the quiz', async () =>
    (await chromium.browser.pages()).find((tab) => tab.url().startsWith(`${lmsOrigin()}/quiz/1`)),
  );

/** What offscreen shows to whoever connects to it. */
const phaseSeenInView = (): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((seen) => {
        const port = chrome.runtime.connect({ name: 'exam-view' });
        port.onMessage.addListener((message: { type: string; view?: { session: { phase: string } } }) => {
          if (message.view) seen(message.view.session.phase);
        });
      }),
  );
