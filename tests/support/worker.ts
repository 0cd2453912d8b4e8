import { type Page, TargetType } from 'puppeteer';
import { within } from '../../src/shared/within.ts';
import type { TestBrowser } from './browser.ts';
import { callExtension } from './call-extension.ts';
import { until } from './wait.ts';

/** Longer than a start takes. */
const ANSWER_MS = 2000;

/** Ends the extension's worker as Chrome may at any time; its pages wake the next one, which then answers. */
export async function killWorker(machine: TestBrowser, page: Page): Promise<void> {
  await workerAnswers(machine, page);
  const worker = await until('the worker', async () => (await machine.extension().workers())[0]);
  // It may end by itself in that very moment.
  await worker.close().catch((error: unknown) => {
    if (!String(error).includes('No session')) throw error;
  });
  await workerAnswers(machine, page);
}

/**
 * Wakes the worker, asked from one of our pages, when it sleeps. Puppeteer has each worker pause at its start until it
 * has looked at it, and is not told of one that starts while somebody still holds its predecessor (about one kill in a
 * hundred, Chromium 156): such a one is let run.
 */
export const workerAnswers = (machine: TestBrowser, page: Page): Promise<true> =>
  until('the worker to answer', async () => {
    try {
      await within(ANSWER_MS, callExtension(page, 'background', 'exam/current'));
      return true;
    } catch {
      await letRun(machine);
      return false;
    }
  });

async function letRun({ browser }: TestBrowser): Promise<void> {
  const target = browser.targets().find((one) => one.type() === TargetType.SERVICE_WORKER);
  const session = await target?.createCDPSession();
  // Answered by a worker that runs as well; by none that is just ending.
  await within(ANSWER_MS, Promise.resolve(session?.send('Runtime.runIfWaitingForDebugger'))).catch(() => {});
  await session?.detach();
}
