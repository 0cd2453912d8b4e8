import type { Page, WebWorker } from 'puppeteer';
import type { Language } from '../../src/protocol/language.ts';
import type { ExamView, FromView } from '../../src/protocol/view-port.ts';
import type { TestBrowser } from '../support/browser.ts';
import { until } from '../support/wait.ts';

export interface ShownPages {
  pattern: string;
  /** Frames inside them that are watched. */
  framePattern?: string;
  room: 'open' | 'collapsed' | 'by-width';
}

export interface PanelStage {
  /** What panels told, oldest first. */
  told: () => Promise<FromView[]>;
  /** A new view for all panels that are connected. */
  show: (view: ExamView) => Promise<void>;
  /** Puts another language's texts into the page in front, as the worker does when the student switches. */
  speak: (language: Language) => Promise<void>;
  /** Panels connected now. */
  connected: () => Promise<number>;
}

/**
 * The built content script and room in pages of `pattern`, with a canned view instead of an exam: the worker plays
 * offscreen's part at the other end of the port.
 */
export async function stagePanel(
  { extension }: TestBrowser,
  { pattern, framePattern, room }: ShownPages,
  view: ExamView,
): Promise<PanelStage> {
  const worker = await until('the worker', async () => (await extension().workers())[0]);
  await worker.evaluate(
    async (pattern: string, framePattern: string | undefined, room: string, view: ExamView) => {
      const script = {
        id: 'staged',
        matches: [pattern],
        js: [`content/texts-${view.language}.js`, 'src/content/index.js'],
        css: [`room/room-${room}.css`],
      };
      await chrome.scripting.unregisterContentScripts();
      const inFrames = {
        id: 'staged-frames',
        matches: [framePattern ?? pattern],
        js: ['src/content/frame/frame-script.js'],
        allFrames: true,
      };
      const scripts = [script, inFrames];
      await chrome.scripting.registerContentScripts(
        scripts.map((it) => ({ ...it, runAt: 'document_start' as const })),
      );
      const stage = { view, ports: new Set<chrome.runtime.Port>(), told: [] as unknown[] };
      const isNew = !Reflect.has(globalThis, 'stage');
      Object.assign(globalThis, { stage });
      if (!isNew) return;
      chrome.runtime.onConnect.addListener((port) => {
        const now = Reflect.get(globalThis, 'stage') as typeof stage;
        now.ports.add(port);
        port.onMessage.addListener((message) => now.told.push(message));
        port.onDisconnect.addListener(() => now.ports.delete(port));
        port.postMessage({ type: 'view', view: now.view });
      });
    },
    pattern,
    framePattern,
    room,
    view,
  );
  return {
    told: () => onStage(worker, (stage) => stage.told as FromView[]),
    connected: () => onStage(worker, (stage) => stage.ports.size),
    show: (next) =>
      worker.evaluate((view) => {
        const stage = Reflect.get(globalThis, 'stage') as Stage;
        stage.view = view;
        for (const port of stage.ports) port.postMessage({ type: 'view', view });
      }, next),
    speak: (language) =>
      worker.evaluate(async (language) => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        await chrome.scripting.executeScript({
          target: { tabId: tab!.id! },
          files: [`content/texts-${language}.js`, `content/late-texts-${language}.js`],
        });
      }, language),
  };
}

interface Stage {
  view: ExamView;
  ports: Set<chrome.runtime.Port>;
  told: unknown[];
}
const onStage = <T>(worker: WebWorker, read: (stage: Stage) => T): Promise<T> =>
  worker.evaluate(`(${read.toString()})(globalThis.stage)`) as Promise<T>;

/** Lines of a Moodle quiz page, heading and question, whose beginning or end something else lies over. */
export const coveredWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const covered: string[] = [];
    for (const part of document.querySelectorAll('#page-header,#region-main')) {
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const element = text.parentElement!;
        if (!text.textContent?.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const lines = [...range.getClientRects()].map(({ left, right, top, height }) => {
          return { left, right, middle: scrollY + top + height / 2 };
        });
        for (const { left, right, middle } of lines) {
          // The middle of the window, where nothing of the page sticks.
          scrollTo({ top: middle - innerHeight / 2, behavior: 'instant' });
          const isFree = [left + 1, right - 1].every((x) => {
            const hit = document.elementFromPoint(x, middle - scrollY);
            return hit !== null && (hit.contains(element) || element.contains(hit));
          });
          if (!isFree) covered.push(`${text.textContent.trim()} at ${left}-${right}`);
        }
      }
    }
    return covered;
  });

/** Waits until the panel stands in the page. */
export const panelIn = (page: Page) => page.waitForSelector('examus-panel[data-shape]', { timeout: 10_000 });
