import type { Page } from 'puppeteer';
import { type ExamView, type ToView, VIEW_PORT } from '../../src/protocol/view-port.ts';

/** Listens to the exam's view as the panel does, from one of our own pages. */
export async function listenToView(page: Page): Promise<() => Promise<ExamView | null>> {
  await page.evaluate((name) => {
    const heard = globalThis as { examView?: unknown };
    // What an earlier listening heard is no answer to this one.
    delete heard.examView;
    chrome.runtime.connect({ name }).onMessage.addListener((message: ToView) => {
      if (message.type === 'view') heard.examView = message.view;
    });
  }, VIEW_PORT);
  return () => page.evaluate(() => (globalThis as { examView?: ExamView }).examView ?? null);
}
