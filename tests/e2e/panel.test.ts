import axeCore from 'axe-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { build, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseName, cannedView, caseNames } from '../panel/canned.ts';
import {
  coveredWords,
  panelIn,
  type PanelStage,
  type ShownPages,
  stagePanel,
} from '../panel/extension-panel.ts';
import { coveredControls } from '../panel/reach.ts';
import { startUnknownLms } from '../panel/unknown-lms.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type DemoLms, startDemoLms } from '../support/demo-lms/server.ts';
import { shown } from '../support/page-tools.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import kk from '../../assets/_locales/kk/panel.json' with { type: 'json' };
import kkLate from '../../assets/_locales/kk/panel-late.json' with { type: 'json' };
import ruLate from '../../assets/_locales/ru/panel-late.json' with { type: 'json' };
import { built, root } from './build-once.ts';

describe('J11 the panel on its test page', () => {
  let browser: TestBrowser;
  let page: Page;
  let origin: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const outDir = await mkdtemp(join(tmpdir(), 'examus-panel-'));
    const configFile = resolve(root, 'tests/panel/vite.config.ts');
    await build({ configFile, build: { outDir } });
    const server = await preview({ configFile, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
    origin = server.resolvedUrls!.local[0]!;
    browser = await launchBrowser();
    page = await browser.browser.newPage();
    // `:focus` matches nothing while Chrome believes that its window is not the one in front.
    await page.emulateFocusedPage(true);
    stop = async () => {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    };
  });
  afterAll(() => stop?.());

  const open = async (query: string, size = { width: 1280, height: 720 }, scheme = 'light') => {
    await page.setViewport(size);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(`${origin}?${query}`);
    await page.waitForSelector('examus-panel[data-shape]');
  };

  const cases: [string, string][] = [
    ...caseNames.map((name) => [`case=${name}`, 'light'] as [string, string]),
    ...(['ru', 'kk', 'en'] as const).map(
      (language) => [`case=warnings&language=${language}`, 'dark'] as [string, string],
    ),
    ['case=running&collapsed=1', 'light'],
    ['case=running&collapsed=1', 'dark'],
    ['case=coached&collapsed=1', 'light'],
    ['case=none&link=connecting', 'dark'],
    ['case=none&link=idle', 'light'],
    ['case=running&link=orphaned', 'light'],
  ];
  test.each(cases)('axe finds nothing in %s, %s', async (query, scheme) => {
    await open(query, undefined, scheme);
    expect(await axe(page)).toEqual([]);
  });

  test.each(['light', 'dark'])(
    'axe finds nothing in the bubble and in the panel opened from it, %s',
    async (scheme) => {
      await open('case=warnings', { width: 900, height: 700 }, scheme);
      await page.waitForSelector('examus-panel[data-shape=bubble]');
      expect(await axe(page)).toEqual([]);
      await (await shown(page, '>>> .bubble')).click();
      await page.waitForSelector('examus-panel[data-shape=over]');
      expect(await axe(page)).toEqual([]);
    },
  );

  test.each(caseNames)('nothing has to be scrolled to at 1093×500: %s', async (name: CaseName) => {
    for (const language of ['ru', 'kk', 'en'] as const) {
      await open(`case=${name}&language=${language}`, { width: 1093, height: 500 });
      expect(await hidden(page), `${name} ${language}`).toEqual([]);
      const finish = await page.$('>>> .finish');
      if (!finish) continue;
      await finish.click();
      await shown(page, '>>> [role=alertdialog]');
      expect(await hidden(page), `${name} ${language}, asked whether to finish`).toEqual([]);
    }
  });

  test.each(['warnings', 'offline'])(
    'whom to ask stands under what failed, in both time zones: %s',
    async (name) => {
      await page.emulateTimezone('Europe/Moscow');
      await open(`case=${name}`);
      const help = await shown(page, '>>> .notices .help');
      const text = await help.evaluate((it) => it.textContent);
      expect(text).toContain('support@almau.example');
      expect(text).toContain('10:00–23:30 (Almaty), у вас 08:00–21:30');
      await page.emulateTimezone();
      await open('case=running');
      expect(await page.$('>>> .notices .help')).toBeNull();
    },
  );

  test('shows the student their own picture in its colours', async () => {
    await open('case=running');
    const canvas = await shown(page, '>>> .own-video canvas');
    const look = () =>
      canvas.evaluate((element) => {
        const context = (element as HTMLCanvasElement).getContext('2d')!;
        const at = (x: number, y: number) => Array.from(context.getImageData(x, y, 1, 1).data.slice(0, 3));
        return [at(160, 125), at(20, 20)];
      });
    // The canvas is there before its first picture.
    const [cheek, wall] = await until('a picture', async () => {
      const colours = await look();
      return colours.flat().some((part) => part > 0) && colours;
    });
    // As tests/panel/page.ts draws them.
    const isLike = (colour: number[], like: number[]) =>
      colour.every((part, i) => Math.abs(part - like[i]!) <= 3);
    expect(cheek).toSatisfy((colour: number[]) => isLike(colour, [0xee, 0xbd, 0x98]));
    expect(wall).toSatisfy((colour: number[]) => isLike(colour, [0xb9, 0xc6, 0xcf]));
  });

  test('a rehearsal ends with being ready, and with no word of a verdict', async () => {
    await open('case=rehearsed');
    const text = await (await shown(page, '>>> .ending')).evaluate((it) => it.textContent);
    expect(text).toContain(words('panel', 'done_trial'));
    expect(text).not.toContain(words('panel', 'done_result'));
  });

  test.each([
    { width: 1280, height: 720 },
    { width: 1093, height: 500 },
  ])('advice is said in the collapsed panel, over neither quiz nor time: $width×$height', async (size) => {
    await open('case=coached&collapsed=1', size);
    const said = await shown(page, '>>> .coach-said');
    expect(await said.evaluate((element) => element.textContent)).toContain('сядьте ближе');
    const [advice, time, rail] = await Promise.all(
      ['.coach-said', '.timer', '.rail'].map(async (part) =>
        page.$eval(`>>> ${part}`, (element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          return { left, right, top, bottom, isCut: element.scrollHeight > element.clientHeight + 1 };
        }),
      ),
    );
    expect(advice!.top).toBeGreaterThanOrEqual(time!.bottom);
    expect(advice!.left).toBeGreaterThanOrEqual(rail!.left);
    expect(advice!.bottom).toBeLessThanOrEqual(rail!.bottom);
    expect(advice!.isCut).toBe(false);
  });

  test('markup in names and messages stays text', async () => {
    await open('case=markup');
    expect(await page.evaluate(() => Reflect.get(window, 'broken'))).toBeUndefined();
    const text = await page.$eval(
      '>>> .feed-proctor:last-child .feed-text',
      (element) => element.textContent,
    );
    expect(text).toContain('<b>жирно</b>');
  });

  test('Enter sends, Shift+Enter begins a line, and the page hears nothing of it', async () => {
    await open('case=running');
    await page.evaluate(() => {
      Object.assign(window, { heard: [] });
      for (const type of ['keydown', 'keyup', 'keypress', 'input', 'beforeinput']) {
        document.addEventListener(type, () => Reflect.get(window, 'heard').push(type), true);
      }
    });
    await (await page.$('>>> textarea'))!.click();
    await page.keyboard.type('первая');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Shift');
    await page.keyboard.type('вторая');
    await page.keyboard.press('Enter');
    const sent = await page.evaluate(() => window.sent.filter((message) => message.type === 'chat'));
    expect(sent).toMatchObject([{ text: 'первая\nвторая' }]);
    expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([]);
  });

  test('a rule tells what it means on hover and on focus', async () => {
    await open('case=running');
    await (await page.$('>>> [data-rule=allow_voices]'))!.hover();
    await shown(page, '>>> .rules-tip');
    expect(await page.$eval('>>> .rules-tip', (tip) => tip.textContent)).toBe('Голоса: запрещено');
    await page.mouse.move(10, 10);
    await (await page.$('>>> [data-rule=allow_to_use_websites]'))!.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.$eval('>>> .rules-tip', (tip) => tip.textContent)).toBe('Черновики: разрешено');
  });

  test('finishing asks first, warns of answers not handed in, and can be left by Escape', async () => {
    await open('case=running');
    await (await page.$('>>> .finish'))!.click();
    const dialog = await shown(page, '>>> [role=alertdialog]');
    expect(await dialog!.evaluate((element) => element.textContent)).toContain('Ответы ещё не сданы');
    await shown(page, '>>> [role=alertdialog] button:focus');
    await page.keyboard.press('Escape');
    await until('the question to go', async () => !(await page.$('>>> [role=alertdialog]')));
    await (await page.$('>>> .finish'))!.click();
    await (await shown(page, '>>> [role=alertdialog] .button-primary')).click();
    expect(await page.evaluate(() => window.sent.at(-1))).toEqual({ type: 'finish' });
  });
});

describe('J11 J15 the panel in a quiz page', () => {
  let lms: DemoLms;
  let browser: TestBrowser;
  let page: Page;
  let stage: PanelStage;

  beforeAll(async () => {
    lms = await startDemoLms();
    browser = await launchBrowser({ extension: built.demoExtension });
    page = await browser.browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await lms?.close();
  });

  const stagedIn = async (room: ShownPages['room'], width = 1280, height = 720) => {
    stage = await stagePanel(browser, { pattern: lms.pattern, room }, cannedView('running', 'ru'));
    await page.setViewport({ width, height });
  };
  const start = async () => {
    await page.goto(lms.quizUrl(1));
    await panelIn(page);
    await Promise.all([page.waitForNavigation(), page.click('.quizstartbuttondiv button')]);
    await panelIn(page);
  };

  const roomPx = () =>
    page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).paddingRight));
  /** `320 open`: the room the page leaves and how the panel stands, which have to agree. */
  const layout = async () => {
    const shape = await page.$eval('examus-panel', (host) => (host as HTMLElement).dataset['shape']);
    return `${await roomPx()} ${shape}`;
  };
  const byWidth: [number, string][] = [
    [1200, '320 open'],
    [1199, '40 collapsed'],
    [1024, '40 collapsed'],
    [1023, '0 bubble'],
  ];

  test.each(byWidth)('chosen by nobody, at %i px: %s, and nothing jumps', async (width, expected) => {
    await stagedIn('by-width', width);
    await page.evaluateOnNewDocument(sumShifts);
    await page.goto(lms.quizUrl(1));
    expect(await roomPx()).toBe(parseFloat(expected));
    await panelIn(page);
    await until('the panel to be connected', async () => (await stage.connected()) > 0);
    expect(await layout()).toBe(expected);
    expect(await page.evaluate(() => Reflect.get(window, 'shift'))).toBe(0);
  });

  test('follows the window until the student chooses, then the student', async () => {
    await stagedIn('by-width', 1200);
    await start();
    const resized = async (width: number, expected: string) => {
      await page.setViewport({ width, height: 720 });
      await until(`${expected} at ${width} px`, async () => (await layout()) === expected);
    };
    for (const [width, expected] of [...byWidth, ...byWidth.toReversed()]) await resized(width, expected);
    await (await shown(page, 'aria/Свернуть панель')).click();
    await resized(1199, '40 collapsed');
    await resized(1023, '0 bubble');
    await resized(1280, '40 collapsed');
  });

  for (const width of [1093, 1024]) {
    test(`${width}×500, both drawers open: the question can be read beside the rail and beside the panel`, async () => {
      await stagedIn('by-width', width, 500);
      await start();
      expect(await layout()).toBe('40 collapsed');
      expect(await page.$$eval('.drawer.show', (drawers) => drawers.length)).toBe(2);
      await questionCanBeRead();
      await (await shown(page, 'aria/Развернуть панель')).click();
      await until('the room', async () => (await layout()) === '320 open');
      await until('the page to stand', () => page.evaluate(() => document.getAnimations().length === 0));
      await questionCanBeRead();
      // The next page, as the worker registers it after the choice.
      await stagedIn('open', width, 500);
      await page.evaluateOnNewDocument(sumShifts);
      await page.reload();
      await panelIn(page);
      expect(await layout()).toBe('320 open');
      await questionCanBeRead();
      expect(await page.evaluate(() => Reflect.get(window, 'shift'))).toBe(0);
    });
  }
  const questionCanBeRead = async () => {
    expect(await coveredWords(page)).toEqual([]);
    expect(await coveredControls(page)).toEqual([]);
    const question = await page.$eval('.formulation', (element) => element.getBoundingClientRect().width);
    expect(question).toBeGreaterThan(120);
  };

  test('the page neither jumps when it is loaded nor when the panel is collapsed and comes with the next page', async () => {
    await stagedIn('open');
    await page.evaluateOnNewDocument(sumShifts);
    await start();
    await page.reload();
    await panelIn(page);
    expect(await page.evaluate(() => Reflect.get(window, 'shift'))).toBe(0);
  });

  for (const room of ['open', 'collapsed'] as const) {
    test(`on a page of an LMS nobody knows, ${room}: covers nothing, moves nothing that was seen`, async () => {
      const unknown = await startUnknownLms();
      try {
        stage = await stagePanel(browser, { pattern: unknown.pattern, room }, cannedView('running', 'ru'));
        await page.setViewport({ width: 1280, height: 720 });
        await page.evaluateOnNewDocument(sumShifts);
        await page.goto(unknown.url);
        await panelIn(page);
        await page.waitForSelector('.toast');
        await until('the panel to be connected', async () => (await stage.connected()) === 1);
        expect(await page.evaluate(() => Reflect.get(window, 'shift'))).toBe(0);
        expect(await coveredControls(page)).toEqual([]);
      } finally {
        await unknown.close();
      }
    });
  }

  test('comes back when the page takes it out, and tells', async () => {
    await stagedIn('open');
    await start();
    await until('the panel to be connected', async () => (await stage.connected()) === 1);
    await page.evaluate(() => document.querySelector('examus-panel')!.remove());
    await panelIn(page);
    await until('word of the removal', async () =>
      (await stage.told()).some((message) => message.type === 'panel-removed'),
    );
  });

  test('is there after F5, tells of focus, and of the attempt as it begins and is handed in', async () => {
    await stagedIn('open');
    await start();
    await page.reload();
    await panelIn(page);
    await page.click('a.endtestlink').catch(() => undefined);
    await page.waitForSelector('#frm-finishattempt');
    await page.click('#frm-finishattempt button[type=submit]');
    await page.waitForSelector('.modal.show');
    await Promise.all([page.waitForNavigation(), page.click('.modal [data-action=save]')]);
    await panelIn(page);
    expect(page.url()).toContain('review.php');
    await until('word of the hand-in', async () =>
      (await stage.told()).some((message) => message.type === 'lms' && message.event === 'attempt_submitted'),
    );
    const told = await stage.told();
    expect(told.some((message) => message.type === 'lms' && message.event === 'attempt_started')).toBe(true);
    expect(told.some((message) => message.type === 'focus' && message.focused)).toBe(true);
  });

  test('time-up in the quiz is a hand-in too', async () => {
    await stagedIn('open');
    await page.goto(lms.quizUrl(4));
    await panelIn(page);
    await Promise.all([page.waitForNavigation(), page.click('.quizstartbuttondiv button')]);
    await page.waitForFunction(() => location.pathname.endsWith('review.php'), { timeout: 40_000 });
    await until('word of the hand-in', async () =>
      (await stage.told()).some((message) => message.type === 'lms' && message.event === 'attempt_submitted'),
    );
  });

  test('the fader’s word comes on attempt pages while the exam is recorded, and only then', async () => {
    const view = { ...cannedView('running', 'ru'), recording: false };
    stage = await stagePanel(browser, { pattern: lms.pattern, room: 'open' }, view);
    await page.setViewport({ width: 1280, height: 720 });
    await page.evaluateOnNewDocument(() => {
      addEventListener('message', (event) => {
        if (event.data === 'proctoringReady_n6EY') Object.assign(window, { ready: true });
      });
    });
    await start();
    // The view has come: only then there is something to have seen. (`looking` may fail: offscreen says `idle` here.)
    await until('the panel to have the view', async () =>
      (await stage.told()).some((message) => message.type === 'seen'),
    );
    // Time for five words, one every 200 ms.
    await page.evaluate(() => new Promise((over) => setTimeout(over, 1000)));
    expect(await page.evaluate(() => Reflect.get(window, 'ready'))).toBeUndefined();
    await stage.show({ ...view, recording: true });
    await page.waitForFunction(() => Reflect.get(window, 'ready') === true);
  });

  test('collapses by its logo, makes room at once and lets the page have it', async () => {
    await stagedIn('open');
    await start();
    const widthOf = () => page.$eval('#page-wrapper', (element) => element.getBoundingClientRect().width);
    const before = await widthOf();
    const button = await shown(page, 'aria/Свернуть панель');
    await button!.click();
    await page.waitForSelector('examus-panel[data-shape=collapsed]');
    expect((await widthOf()) - before).toBe(280);
    await (await shown(page, 'aria/Развернуть панель')).click();
    await page.waitForSelector('examus-panel[data-shape=open]');
    expect(await widthOf()).toBe(before);
  });

  test('the rest of the panel comes by itself, speaks the language, and stays out of the page', async () => {
    await stagedIn('open');
    await start();
    await (await shown(page, 'aria/Меню')).click();
    await page.waitForSelector(`aria/${ruLate.how_to_sit}`);
    await stage.speak('kk');
    await page.waitForSelector(`aria/${kkLate.how_to_sit}`);
    expect(await page.evaluate(() => 'examusLate' in globalThis || 'examusKit' in globalThis)).toBe(false);
  });

  test('goes on in another language at once, without a word to the page', async () => {
    await stagedIn('open');
    await start();
    await shown(page, 'aria/Свернуть панель');
    await stage.speak('kk');
    await page.waitForSelector(`aria/${kk.collapse}`);
    expect(await page.$('aria/Свернуть панель')).toBeNull();
    expect(await page.evaluate(() => 'examusWords' in globalThis)).toBe(false);
  });

  test('the page cannot operate the panel by events it makes', async () => {
    await stagedIn('open');
    await start();
    const box = await shown(page, 'aria/Сообщение проктору[role="textbox"]');
    await box!.type('черновик');
    const before = (await stage.told()).filter((message) => message.type === 'chat').length;
    await page.$eval('examus-panel', (host) => {
      const { left, top } = host.getBoundingClientRect();
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click']) {
        host.dispatchEvent(
          new MouseEvent(type, { bubbles: true, composed: true, clientX: left + 20, clientY: top + 20 }),
        );
      }
      for (const key of ['Enter', 'Escape', 'Tab']) {
        host.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
        );
      }
      (host as HTMLElement).click();
      document.execCommand('insertText', false, 'от страницы');
    });
    expect((await stage.told()).filter((message) => message.type === 'chat')).toHaveLength(before);
    expect(await page.$eval('examus-panel', (host) => (host as HTMLElement).dataset['shape'])).toBe('open');
    // What a person does counts, so the page had its chance.
    await page.keyboard.press('Enter');
    await until('the message to be sent', async () =>
      (await stage.told()).some((message) => message.type === 'chat' && message.text.includes('черновик')),
    );
  });

  test('the page cannot reach into the panel', async () => {
    await stagedIn('open');
    await start();
    expect(await page.$eval('examus-panel', (host) => host.shadowRoot)).toBeNull();
    await page.$eval('examus-panel', (host) => {
      host.setAttribute('hidden', '');
      host.setAttribute('inert', '');
      (host as HTMLElement).style.setProperty('display', 'none', 'important');
    });
    const size = await page.$eval('examus-panel', (host) => host.getBoundingClientRect().width);
    expect(size).toBe(320);
    await until('foreign attributes to go', () =>
      page.$eval('examus-panel', (host) => !host.hasAttribute('inert') && !host.hasAttribute('hidden')),
    );
  });
});

/** Runs in the page: adds up its layout shifts, but for the quiz's timer, which shifts as it gets its digits without us. */
function sumShifts(): void {
  Object.assign(window, { shift: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const moved = Reflect.get(entry, 'sources') as { node: Element | null }[];
      if (moved.every(({ node }) => node?.id === 'quiz-timer')) continue;
      Reflect.set(window, 'shift', Reflect.get(window, 'shift') + Reflect.get(entry, 'value'));
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const run = Reflect.get(window, 'axe') as typeof axeCore;
    // The page around is not ours; inside an open root axe sees everything.
    const { violations } = await run.run({ include: [['examus-panel']] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
    );
  });
}

/** Controls of the panel, outside what scrolls by itself, that are not wholly on the screen. */
const hidden = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('examus-panel')!.shadowRoot!;
    return [...root.querySelectorAll('button,textarea,.timer,h2')]
      .filter((control) => {
        if (root.querySelector('[role=alertdialog]') && !control.closest('[role=alertdialog]')) return false;
        const { left, top, right, bottom } = control.getBoundingClientRect();
        const hit = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const isReached = hit !== null && (control.contains(hit) || hit.contains(control));
        return top < 0 || bottom > innerHeight || right > innerWidth || !isReached;
      })
      .map((control) => control.className || control.localName);
  });
