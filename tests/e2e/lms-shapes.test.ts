import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LmsTarget } from '../../src/protocol/exam-settings.ts';
import type { ExamView, FromView } from '../../src/protocol/view-port.ts';
import { cannedView } from '../panel/canned.ts';
import {
  coveredWords,
  panelIn,
  type PanelStage,
  type ShownPages,
  stagePanel,
} from '../panel/extension-panel.ts';
import { coveredControls } from '../panel/reach.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type DemoLms, startDemoLms } from '../support/demo-lms/server.ts';
import { lapse, until } from '../support/wait.ts';
import { built } from './build-once.ts';

/** What the panel needs of an LMS, in the shapes LMSs have: pages loaded one by one, one page for all, a frame from elsewhere. */
const rooms = ['open', 'collapsed'] as const;
const widths = [1440, 1280, 1024, 800];
const selectors = { title: 'h1.title', attempt: '.question', finish: '.hand-in', finished: '.result' };
const toolSelectors = { title: '.tool-title', finish: '.hand-in', finished: '.tool-result' };

let lms: DemoLms;
let browser: TestBrowser;
let page: Page;
let stage: PanelStage;
let view: ExamView;

beforeAll(async () => {
  lms = await startDemoLms();
  browser = await launchBrowser({ extension: built.demoExtension });
  page = await browser.browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await lms?.close();
});

async function staged(pages: ShownPages, target: Partial<LmsTarget>, width = 1280): Promise<void> {
  const canned = cannedView('running', 'ru');
  const { session } = canned;
  view = { ...canned, session: { ...session, lms: { ...session.lms, ...target } } };
  stage = await stagePanel(browser, pages, view);
  await page.setViewport({ width, height: 720 });
}
const lmsEvents = async () =>
  (await stage.told()).filter(
    (message): message is Extract<FromView, { type: 'lms' }> => message.type === 'lms',
  );
const told = (event: string) =>
  until(`word of ${event}`, async () => (await lmsEvents()).some((message) => message.event === event));

describe('J15 a quiz of Moodle', () => {
  const open = async (room: (typeof rooms)[number], width: number) => {
    await staged({ pattern: lms.pattern, room }, { adapter: 'moodle' }, width);
    await page.goto(lms.quizUrl(5));
    await panelIn(page);
  };
  const enter = async () => {
    await page.click('.quizstartbuttondiv button');
    await page.waitForSelector('#id_quizpassword', { visible: true });
    await page.type('#id_quizpassword', 'Сезам-2026');
    await Promise.all([page.waitForNavigation(), page.click('#id_submitbutton')]);
    await panelIn(page);
  };

  test.each(widths)('keeps its preflight dialog and its confirmation in reach, %i px', async (width) => {
    for (const room of rooms) {
      await open(room, width);
      const resumes = await page.$eval('.quizstartbuttondiv button', (it) => it.textContent);
      await page.click('.quizstartbuttondiv button');
      await page.waitForSelector('#id_submitbutton', { visible: true });
      expect(await coveredControls(page, '.moodle-dialogue'), `${room} ${resumes}`).toEqual([]);
      await page.click('#id_cancel');
      await enter();
      await page.waitForSelector('#examus2-fader', { hidden: true });
      expect(await coveredControls(page), room).toEqual([]);
      await page.click('a.endtestlink').catch(() => page.$eval('a.endtestlink', (it) => it.click()));
      await page.waitForSelector('#frm-finishattempt');
      await panelIn(page);
      await page.click('#frm-finishattempt button');
      await page.waitForSelector('.modal.show');
      expect(await coveredControls(page, '.modal'), room).toEqual([]);
    }
  });

  test('its cover goes on every attempt page, and writing in an editor’s frame is being there', async () => {
    await open('open', 1280);
    await enter();
    await page.waitForSelector('#examus2-fader', { hidden: true });
    const editor = await until('the editor', async () => (await page.$('.editor-frame'))!.contentFrame());
    await page.bringToFront();
    const before = (await stage.told()).length;
    await editor.click('body');
    await editor.type('body', 'Собственный вектор');
    // What is copied is nobody's business; that it was is noted, in this frame too.
    await editor.evaluate(() => document.execCommand('selectAll'));
    await page.keyboard.press('KeyC', { commands: ['copy'] });
    await page.keyboard.press('KeyV', { commands: ['paste'] });
    // The panel looks at the focus twice a second.
    await page.evaluate(() => new Promise((over) => setTimeout(over, 1100)));
    const since = (await stage.told()).slice(before);
    expect(since.filter((message) => message.type === 'focus' && !message.focused)).toEqual([]);
    expect(since.flatMap((message) => (message.type === 'clipboard' ? [message.act] : []))).toEqual([
      'copy',
      'paste',
    ]);
    await Promise.all([page.waitForNavigation(), page.click('#mod_quiz-next-nav')]);
    await page.waitForSelector('#examus2-fader', { hidden: true });
    expect(page.url()).toContain('page=1');
    const started = (await lmsEvents()).find(({ event }) => event === 'attempt_started');
    expect(started?.title).toBe('Линейная алгебра: закрытый тест');
  });

  test.each([1200, 1250, 1311])(
    'leaves its question readable with both drawers open, %i px',
    async (width) => {
      await staged({ pattern: lms.pattern, room: 'open' }, { adapter: 'moodle' }, width);
      await page.goto(lms.quizUrl(1));
      await panelIn(page);
      await Promise.all([page.waitForNavigation(), page.click('.quizstartbuttondiv button')]);
      await panelIn(page);
      const column = await page.$eval('#region-main', (it) => it.getBoundingClientRect().width);
      expect(column).toBeGreaterThan(430);
      expect(await coveredWords(page)).toEqual([]);
    },
  );
});

describe('J15 a quiz of one page', () => {
  const open = async () => {
    await staged({ pattern: `${lms.origin}/app/*`, room: 'open' }, { adapter: 'generic', selectors });
    await page.goto(lms.singlePage.course);
    await panelIn(page);
    await page.click('.to-quiz');
    await page.click('.begin');
    await page.waitForSelector('.clock');
  };

  test('tells when the attempt begins and ends, though nothing is loaded', async () => {
    await open();
    await told('attempt_started');
    await page.click('.next');
    await page.click('.next');
    await page.click('.hand-in');
    await told('attempt_submitted');
    expect((await lmsEvents()).map(({ event, title }) => [event, title])).toEqual([
      ['quiz_opened', 'Курс'],
      ['attempt_started', 'Арифметика'],
      ['attempt_submitted', 'Арифметика'],
    ]);
  });

  test('hears that the exam is recorded, no more when it is not, and again when it is', async () => {
    await page.evaluateOnNewDocument(() => {
      Object.assign(window, { heard: 0 });
      addEventListener('message', ({ data }) => {
        if (data === 'proctoringReady_n6EY')
          Object.assign(window, { heard: Reflect.get(window, 'heard') + 1 });
      });
    });
    await open();
    const heard = () => page.evaluate(() => Reflect.get(window, 'heard') as number);
    const isToldAgain = async () => {
      const before = await heard();
      await until('another word', async () => (await heard()) > before);
    };
    await isToldAgain();
    await stage.show({ ...view, recording: false });
    // Time for three words, one every 200 ms.
    await until('no more words', async () => {
      const before = await heard();
      await lapse(600);
      return (await heard()) === before;
    });
    await stage.show({ ...view, recording: true });
    await isToldAgain();
  });
});

describe('J15 a quiz in a frame of another origin', () => {
  const open = async (): Promise<Frame> => {
    const { url, pattern, framePattern } = lms.framed;
    await staged(
      { pattern, framePattern, room: 'open' },
      { adapter: 'generic', framePatterns: [framePattern], selectors: toolSelectors },
    );
    await page.goto(url);
    await panelIn(page);
    const frame = await until('the frame', async () => (await page.$('#tool'))!.contentFrame());
    await frame.waitForSelector('.hand-in');
    return frame;
  };

  test('is watched inside: its beginning and end, and that the student is at it', async () => {
    const frame = await open();
    expect(await page.$$('examus-panel')).toHaveLength(1);
    expect(await frame.$('examus-panel')).toBeNull();
    await told('attempt_started');
    await page.bringToFront();
    const before = (await stage.told()).length;
    await frame.click('input[value="1"]');
    await frame.evaluate(() => document.hasFocus() || Promise.reject(new Error('no focus')));
    await frame.click('.hand-in');
    await told('attempt_submitted');
    const since = (await stage.told()).slice(before);
    expect(since.filter((message) => message.type === 'focus' && !message.focused)).toEqual([]);
    const titles = (await lmsEvents()).filter(({ event }) => event === 'attempt_started');
    expect(titles.map(({ title }) => title)).toEqual(['Внешний тест']);
  });
});
