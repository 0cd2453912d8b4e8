import type { KeyInput, Page } from 'puppeteer';
import { setupWith } from '../../tests/server/exam-actors.ts';
import { startServer, type TestServer } from '../../tests/server/harness.ts';
import { launchBrowser } from '../../tests/support/browser.ts';
import { until } from '../../tests/support/wait.ts';
import { builtConsole } from './built.ts';
import { openConsole } from './console-page.ts';
import { type Bench, median, type Result, rounded } from './result.ts';
import { seedClass, TRUE_WORDS } from './reviewed-class.ts';

const REAL = 5;
const FALSE = 15;

/**
 * A reviewer who knows at a glance what is true, with the keyboard alone: from the first session of a class to the last
 * verdict. Counts keys and seconds, the console's own time included, the looking left out.
 */
export const review: Bench = {
  name: 'review',
  run: async ({ isQuick }) => {
    const count = isQuick ? 3 : 30;
    const server = await startServer({ setup: setupWith({}), config: { consoleDir: await builtConsole() } });
    const { browser, close } = await launchBrowser();
    try {
      const ids = await seedClass(server, count, REAL, FALSE);
      const page = await openConsole(browser, server.origin);
      await page.goto(`${server.origin}/console/sessions/${ids.at(-1)}`);
      const seconds: number[] = [];
      let keys = 0;
      for (let done = 0; done < count; done += 1) {
        const begun = performance.now();
        keys += await reviewOne(page);
        if (done < count - 1) keys += await goOn(page);
        seconds.push((performance.now() - begun) / 1000);
      }
      await expectDecided(server, count);
      return figures(count, keys, seconds);
    } finally {
      await close();
      await server.close();
    }
  },
};

/** The finding that is looked at, in the words a reviewer reads; null when all are judged. */
const chosen = (page: Page): Promise<string | null> =>
  page.$eval('.finding-chosen.finding-open', (row) => (row as HTMLElement).innerText).catch(() => null);

async function reviewOne(page: Page): Promise<number> {
  let keys = 0;
  const press = async (key: KeyInput) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await until('the findings', () => page.$('.finding-open'));
  await press('n');
  let words: string | null = await until('the first finding', () => chosen(page));
  let isGuilty = false;
  while (words !== null) {
    const isTrue = words.includes(TRUE_WORDS);
    isGuilty ||= isTrue;
    const before = await page.$$eval('.finding-open', (rows) => rows.length);
    await press(isTrue ? 'c' : 'd');
    await until(
      'the judgement',
      async () => (await page.$$eval('.finding-open', (rows) => rows.length)) < before,
    );
    words = await chosen(page);
  }
  await press(isGuilty ? '2' : '1');
  await until('the question', () => page.$('dialog[open]'));
  await press('Enter');
  await until('the verdict', () => page.$('.verdict .badge-bad, .verdict .badge-good'));
  await until('the question to be gone', async () => (await page.$('dialog[open]')) === null);
  return keys;
}

async function goOn(page: Page): Promise<number> {
  const before = page.url();
  await page.keyboard.press('g');
  await until('the next session', () => page.url() !== before);
  return 1;
}

/** Every session has its verdict, and what was true is confirmed: the reviewer did the whole work. */
async function expectDecided({ services }: TestServer, count: number): Promise<void> {
  const verdicts = await services.db.selectFrom('reviews').select('state').execute();
  const confirmed = await services.db
    .selectFrom('judgements as j')
    .innerJoin('warnings as w', 'w.id', 'j.warningId')
    .select(['j.judgement', 'w.reason'])
    .execute();
  const isRight = confirmed.every(
    ({ judgement, reason }) => (judgement === 'confirmed') === (reason === TRUE_WORDS),
  );
  if (verdicts.length !== count || confirmed.length !== count * (REAL + FALSE) || !isRight) {
    throw new Error(`${verdicts.length} verdicts, ${confirmed.length} judgements, right: ${isRight}`);
  }
}

function figures(count: number, keys: number, seconds: readonly number[]): Result[] {
  const perSession = keys / count;
  // One for each warning, one to begin, two for the verdict, one to go on.
  const floor = REAL + FALSE + 4;
  const all = seconds.reduce((sum, one) => sum + one, 0);
  const what = `of ${count} sessions with ${REAL} true and ${FALSE} false warnings`;
  return [
    {
      bench: 'review',
      figure: `keys a session, ${what}`,
      value: rounded(perSession),
      unit: 'keys',
      floor,
      ratio: rounded(perSession / floor, 2),
      goal: '<= 24 keys',
      met: perSession <= floor,
    },
    {
      bench: 'review',
      figure: `seconds a session (median), ${what}`,
      value: rounded(median([...seconds])),
      unit: 's',
      goal: '<= 10 s',
      met: median([...seconds]) <= 10,
    },
    {
      bench: 'review',
      figure: `seconds for the class, ${what}`,
      value: rounded(all),
      unit: 's',
      goal: '<= 300 s',
      met: all <= 300,
    },
  ];
}
