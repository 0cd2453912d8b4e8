import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cannedView } from '../panel/canned.ts';
import { panelIn, stagePanel } from '../panel/extension-panel.ts';
import { isInSight, outOfReach, panelTime } from '../panel/reach.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type DemoLms, startDemoLms } from '../support/demo-lms/server.ts';
import { follow } from '../support/page-tools.ts';
import { until } from '../support/wait.ts';
import { built } from './build-once.ts';

const WIDTHS = [1440, 1280, 1024, 800];
/** Drawers lie over the page. */
const NARROW = '800 px';
const ROOMS = ['open', 'collapsed'] as const;
/** Nothing is staged for it: the page stands alone. */
const NOWHERE = 'http://nowhere.invalid/*';
/** The page's own fixed parts go aside with the next frame, the bubble makes way with the one after. */
const SETTLE = { timeoutMs: 2000 };

interface Shape {
  name: string;
  pattern: (lms: DemoLms) => string;
  open: (page: Page, lms: DemoLms) => Promise<unknown>;
  /** What the page can be like while the student answers, each reached from the one before. */
  states: [name: string, enter: (page: Page) => Promise<unknown>][];
  /** Whether the time left can be read as the LMS itself shows it. */
  showsTime: (page: Page) => Promise<boolean>;
}

const setDrawers = (page: Page, isOpen: boolean): Promise<void> =>
  page.evaluate((isOpen) => {
    for (const side of ['left', 'right']) {
      if (document.querySelector(`.drawer-${side}`)!.classList.contains('show') === isOpen) continue;
      const toggle = isOpen ? `.drawer-${side}-toggle` : `.drawer-${side} .drawertoggle`;
      document.querySelector<HTMLElement>(toggle)!.click();
    }
  }, isOpen);
const scrolledTo = (page: Page, y: number) =>
  page.evaluate((top) => scrollTo({ top, behavior: 'instant' }), y);
const scrolledToTime = (page: Page) =>
  page.$eval('.clock', (it) => it.scrollIntoView({ block: 'nearest', behavior: 'instant' }));

const shapes: Shape[] = [
  {
    name: 'a quiz of Moodle',
    pattern: (lms) => lms.pattern,
    open: async (page, lms) => {
      await page.goto(lms.quizUrl(1));
      await follow(page, () => page.click('.quizstartbuttondiv button'));
    },
    states: [
      ['drawers open', (page) => setDrawers(page, true)],
      ['drawers closed', (page) => setDrawers(page, false)],
    ],
    // It sticks to the window: there at both ends of the page.
    showsTime: async (page) => {
      for (const y of [0, 10_000]) {
        await scrolledTo(page, y);
        if (!(await isInSight(page, '#quiz-timer'))) return false;
      }
      return true;
    },
  },
  {
    name: 'a quiz of one page',
    pattern: (lms) => `${lms.origin}/app/*`,
    open: async (page, lms) => {
      await page.goto(lms.singlePage.course);
      await page.click('.to-quiz');
      await page.click('.begin');
      await page.waitForSelector('.clock');
    },
    states: [
      ['first question', async () => {}],
      [
        'last question',
        async (page) => {
          while (!(await page.$('.hand-in'))) await page.click('.next');
        },
      ],
    ],
    showsTime: async (page) => {
      await scrolledToTime(page);
      return isInSight(page, '.clock');
    },
  },
  {
    name: 'a quiz in a frame of another origin',
    pattern: (lms) => lms.framed.pattern,
    open: async (page, lms) => {
      await page.goto(lms.framed.url);
      const frame = await until('the frame', async () => (await page.$('#tool'))!.contentFrame());
      await frame.waitForSelector('.hand-in');
    },
    states: [['questions', async () => {}]],
    // The frame's own top, where its time stands, and what of the page stands there.
    showsTime: async (page) => {
      const tool = (await page.$('#tool'))!;
      await tool.scrollIntoView();
      const frame = (await tool.contentFrame())!;
      return (await isInSight(page, '#tool')) && (await isInSight(frame, '.clock'));
    },
  },
];

describe('J15 beside the panel', () => {
  let lms: DemoLms;
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    lms = await startDemoLms();
    browser = await launchBrowser({ extension: built.demoExtension });
    page = await browser.browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await lms?.close();
  });

  /** Runs through all states and widths; `look` is told which. */
  const runThrough = async (
    { open, states }: Shape,
    room: (typeof ROOMS)[number] | null,
    look: (at: string) => Promise<void>,
  ) => {
    await page.setViewport({ width: WIDTHS[0]!, height: 720 });
    await open(page, lms);
    if (room !== null) await panelIn(page);
    for (const [state, enter] of states) {
      await enter(page);
      for (const width of WIDTHS) {
        await page.setViewport({ width, height: 720 });
        const shape = room && (width < 1024 ? 'bubble' : room);
        await page.waitForFunction(
          (shape) =>
            (document.querySelector<HTMLElement>('examus-panel')?.dataset['shape'] ?? null) === shape &&
            document.getAnimations().length === 0,
          {},
          shape,
        );
        await look(`${state}, ${width} px`);
      }
    }
  };

  test.each(shapes)('$name keeps all its controls, and both times can be read', async (shape) => {
    const view = cannedView('running', 'ru');
    // What its own parts cover without us, such as drawers in a narrow window.
    const alone = new Map<string, string[]>();
    await stagePanel(browser, { pattern: NOWHERE, room: 'open' }, view);
    await runThrough(shape, null, async (at) => {
      const covered = await outOfReach(page);
      if (!at.endsWith(NARROW)) expect(covered, at).toEqual([]);
      alone.set(
        at,
        covered.map(({ what }) => what),
      );
    });
    for (const room of ROOMS) {
      await stagePanel(browser, { pattern: shape.pattern(lms), room }, view);
      await runThrough(shape, room, async (at) => {
        let lost: unknown[] = [];
        const look = async () => {
          lost = (await outOfReach(page)).filter(({ what }) => !alone.get(at)!.includes(what));
          return lost.length === 0;
        };
        await until('all controls', look, SETTLE).catch(() => undefined);
        expect(lost, `panel ${room}, ${at}`).toEqual([]);
        await until(`the LMS’s own time, panel ${room}, ${at}`, () => shape.showsTime(page), SETTLE);
        await until(
          `the panel’s time, panel ${room}, ${at}`,
          async () => {
            const time = await panelTime(page);
            return time !== null && time.isInSight && /^(\d+:)?\d\d:\d\d$/.test(time.text);
          },
          SETTLE,
        );
      });
    }
  });
});
