import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { CDPSession, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { bundleForPage } from '../support/bundle-for-page.ts';
import type { Kept, LongJournal } from '../support/long-journal.ts';

/** An hour of both recordings, in pieces of 4 s, with five notes a minute. */
const HOUR = { pieces: 1800, entries: 1800 + 5 * 60 };
/** A tenth of what is recorded in truth: how much lies on the disk is told per byte. */
const PIECE_BYTES = 5600;
const FACTS_BYTES = 1000;

describe('the journal of an exam of three hours without a line, in the browser’s own database', () => {
  let machine: TestBrowser;
  let server: Server;
  let page: Page;
  let session: CDPSession;
  let code: string;

  /** A page that knows nothing yet, as after the death of the browser. */
  const visit = async () => {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(code);
  };
  const journal = <Act extends keyof LongJournal>(act: Act, ...args: Parameters<LongJournal[Act]>) =>
    page.evaluate(
      (act, args) => {
        const { longJournal } = globalThis as unknown as {
          longJournal: Record<string, (...args: unknown[]) => unknown>;
        };
        return longJournal[act]!(...args);
      },
      act,
      args,
    ) as Promise<Awaited<ReturnType<LongJournal[Act]>>>;
  /** What is held in memory, bytes: objects, and what buffers hold beside them. */
  const held = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const usage = await session.send('Runtime.getHeapUsage');
    return usage.usedSize + usage.backingStorageSize;
  };

  beforeAll(async () => {
    code = await bundleForPage(resolve(import.meta.dirname, '../support/long-journal.ts'));
    server = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<!doctype html>'),
    );
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    machine = await launchBrowser();
    page = await machine.browser.newPage();
    session = await page.createCDPSession();
    await visit();
    await journal('open');
  });
  afterAll(async () => {
    await machine?.close();
    server?.close();
  });

  it('takes every piece and note of them, and holds no recording in memory for it', async () => {
    await journal('record', 60, PIECE_BYTES);
    const afterOne = { held: await held(), usage: await journal('usage') };
    for (let half = 0; half < 4; half++) await journal('record', 30, PIECE_BYTES);
    const kept = await journal('kept');
    expect(kept).toEqual({
      entries: 3 * HOUR.entries,
      seq: 3 * HOUR.entries,
      pieces: 3 * HOUR.pieces,
      bytes: 3 * HOUR.pieces * PIECE_BYTES,
      isEnded: false,
    } satisfies Kept);
    // Two hours more are 20 MB of recordings. What is told of each piece is held, some hundred bytes; no piece is.
    expect((await held()) - afterOne.held).toBeLessThan(2 * HOUR.entries * FACTS_BYTES);
    // What the watch over the disk goes by sees all of it, and no more than the database's own ways explain.
    const grown = (await journal('usage')) - afterOne.usage;
    expect(grown).toBeGreaterThan(0.9 * 2 * HOUR.pieces * PIECE_BYTES);
    expect(grown).toBeLessThan(3 * 2 * HOUR.pieces * PIECE_BYTES);
  });

  it('is all there after the browser died, and goes up whole, a piece at a time', async () => {
    await visit();
    const before = await held();
    expect(await journal('open')).toMatchObject({ entries: 3 * HOUR.entries, pieces: 3 * HOUR.pieces });
    expect((await held()) - before).toBeLessThan(3 * HOUR.entries * FACTS_BYTES);
    expect(await journal('drain')).toBe(3 * HOUR.pieces);
    expect(await journal('kept')).toMatchObject({ entries: 0, pieces: 0, seq: 3 * HOUR.entries });
    expect((await held()) - before).toBeLessThan(HOUR.entries * FACTS_BYTES);
  });
});
