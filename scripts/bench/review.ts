import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyInput, Page } from 'puppeteer';
import type { SessionId } from '../../src/protocol/ids.ts';
import { formatDuration } from '../../src/server/console/format.ts';
import { recordCameraAndScreen } from '../../tests/e2e/console-recordings.ts';
import { setupWith } from '../../tests/server/exam-actors.ts';
import { startServer, type TestServer } from '../../tests/server/harness.ts';
import { launchBrowser } from '../../tests/support/browser.ts';
import { writeRoomNoise } from '../../tests/support/clips/wav.ts';
import { until } from '../../tests/support/wait.ts';
import { builtConsole } from './built.ts';
import { openConsole } from './console-page.ts';
import { seedLongSession } from './long-session.ts';
import { canPlay, seekPlainly } from './plain-players.ts';
import { type Bench, median, p95, type Result, rounded } from './result.ts';
import { seedClass, type SeededSession } from './reviewed-class.ts';
import { framesShown } from './shown-frames.ts';
import { makeWebm, servePlainPlayers } from './webm.ts';

const REAL = 5;
const FALSE = 15;
/** The console shows a warning with what led to it: as much earlier. */
const LEAD_MS = 3000;
/** A reviewer does not look once in a tenth of a second. */
const SOON = { everyMs: 10 };

/**
 * A reviewer with the keyboard alone, from the first session of a class to the last verdict. After every key that leads
 * to a warning they wait until camera and screen show its moment, and know then at a glance what is true. Counts keys
 * and seconds, the console's own time and that of the recordings included, the thinking left out. Beside it, in the same
 * run: how long two bare players take to show as many moments of the same recordings as `.webm` files.
 */
export const review: Bench = {
  name: 'review',
  run: async ({ isQuick }) => {
    const [count, lengthMs] = isQuick ? [3, 10 * 60_000] : [30, 60 * 60_000];
    const dir = await mkdtemp(join(tmpdir(), 'examus-review-'));
    const microphone = join(dir, 'room.wav');
    await writeRoomNoise(microphone);
    const server = await startServer({
      setup: setupWith({ durationMinutes: 90 }),
      // No person comes near the limit: this reviewer looks at four warnings a second.
      config: { consoleDir: await builtConsole(), limits: { perCaller: 60_000, perAddress: 60_000 } },
    });
    const { browser, close } = await launchBrowser({ microphone });
    let plain: Awaited<ReturnType<typeof servePlainPlayers>> | undefined;
    try {
      const [first] = await browser.pages();
      const recorded = await recordCameraAndScreen(first!, `${server.origin}/healthz`, isQuick ? 21 : 60);
      const { sessionId: recordedIn } = await seedLongSession(server, recorded, lengthMs);
      const sessions = await seedClass(server, { count, real: REAL, false_: FALSE, lengthMs, recordedIn });
      const page = await openConsole(browser, server.origin);
      await decideByApi(server, recordedIn);
      await page.goto(`${server.origin}/console/sessions/${sessions.at(-1)!.id}`);
      const seconds: number[] = [];
      const waits: number[] = [];
      let keys = 0;
      for (let done = 0; done < count; done += 1) {
        const begun = performance.now();
        const here = sessions.find(({ id }) => page.url().endsWith(id))!;
        keys += await reviewOne(page, here, waits);
        if (done < count - 1) keys += await goOn(page);
        seconds.push((performance.now() - begun) / 1000);
      }
      await expectDecided(server, sessions);
      const lengthS = lengthMs / 1000;
      plain = await servePlainPlayers([
        await makeWebm(dir, 'camera', recorded.camera, lengthS),
        await makeWebm(dir, 'screen', recorded.screen, lengthS),
      ]);
      const beside = await browser.newPage();
      await beside.goto(plain.url);
      await canPlay(beside);
      const theirs: number[] = [];
      for (const { startAt } of sessions[0]!.warnings) {
        theirs.push(await seekPlainly(beside, (startAt - sessions[0]!.startedAt) / 1000));
      }
      return figures({ count, keys, seconds, waits, theirs });
    } finally {
      await close();
      plain?.close();
      await server.close();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** The session that lent its recordings waits for nobody. */
async function decideByApi(server: TestServer, sessionId: SessionId): Promise<void> {
  const proctor = await server.signIn('proctor', 'proctor-password');
  await server.call('verdict', { params: { sessionId }, body: { state: 'accepted' } }, proctor);
}

/** When the finding that is looked at began, as the list says; null when all are judged. */
const chosen = (page: Page): Promise<string | null> =>
  page
    .$eval('.finding-chosen.finding-open .warning-time', (time) => time.firstChild!.textContent)
    .catch(() => null);

/** Pushes to `waits` how many milliseconds passed from each key to the frames of its warning. Resolves with the keys. */
async function reviewOne(page: Page, session: SeededSession, waits: number[]): Promise<number> {
  const { startedAt } = session;
  const byTime = new Map(session.warnings.map((each) => [formatDuration(each.startAt - startedAt), each]));
  let keys = 0;
  const press = async (key: KeyInput) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await until('the findings', () => page.$('.finding-open'), SOON);
  let pressedAt = performance.now();
  await press('n');
  let time: string | null = await until('the first finding', () => chosen(page), SOON);
  let isGuilty = false;
  while (time !== null) {
    const warning = byTime.get(time);
    if (!warning) throw new Error(`no warning began at ${time}`);
    await framesShown(page, warning.startAt - LEAD_MS);
    waits.push(performance.now() - pressedAt);
    isGuilty ||= warning.isTrue;
    const before = await page.$$eval('.finding-open', (rows) => rows.length);
    pressedAt = performance.now();
    await press(warning.isTrue ? 'c' : 'd');
    await until(
      'the judgement',
      async () => (await page.$$eval('.finding-open', (rows) => rows.length)) < before,
      SOON,
    );
    time = await chosen(page);
  }
  await press(isGuilty ? '2' : '1');
  await until('the question', () => page.$('dialog[open]'), SOON);
  await press('Enter');
  await until('the verdict', () => page.$('.verdict .badge-bad, .verdict .badge-good'), SOON);
  await until('the question to be gone', async () => (await page.$('dialog[open]')) === null, SOON);
  return keys;
}

async function goOn(page: Page): Promise<number> {
  const before = page.url();
  await page.keyboard.press('g');
  await until('the next session', () => page.url() !== before, SOON);
  return 1;
}

/** Every session has its verdict, and what was true is confirmed: the reviewer did the whole work. */
async function expectDecided({ services }: TestServer, sessions: readonly SeededSession[]): Promise<void> {
  const ids = sessions.map(({ id }) => id);
  const verdicts = await services.db
    .selectFrom('reviews')
    .select('state')
    .where('sessionId', 'in', ids)
    .execute();
  const confirmed = await services.db
    .selectFrom('judgements as j')
    .innerJoin('warnings as w', 'w.id', 'j.warningId')
    .select(['j.judgement', 'w.sessionId', 'w.startAt'])
    .execute();
  const isRight = confirmed.every(({ judgement, sessionId, startAt }) => {
    const session = sessions.find(({ id }) => id === sessionId);
    const isTrue = session?.warnings.some((each) => each.startAt === startAt && each.isTrue);
    return (judgement === 'confirmed') === isTrue;
  });
  if (verdicts.length !== ids.length || confirmed.length !== ids.length * (REAL + FALSE) || !isRight) {
    throw new Error(`${verdicts.length} verdicts, ${confirmed.length} judgements, right: ${isRight}`);
  }
}

interface Measured {
  count: number;
  keys: number;
  /** Of each session. */
  seconds: number[];
  /** Milliseconds from a key to the frames of its warning. */
  waits: number[];
  /** The same of two bare players. */
  theirs: number[];
}

function figures({ count, keys, seconds, waits, theirs }: Measured): Result[] {
  const perSession = keys / count;
  // One for each warning, one to begin, two for the verdict, one to go on, but for the last.
  const floor = rounded(REAL + FALSE + 4 - 1 / count);
  const all = seconds.reduce((sum, one) => sum + one, 0);
  // Nothing but the pictures, at the speed of bare players.
  const floorS = (median(theirs) * (REAL + FALSE)) / 1000;
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
      met: perSession <= REAL + FALSE + 4,
    },
    {
      bench: 'review',
      figure: `seconds a session (median), ${what}`,
      value: rounded(median(seconds)),
      unit: 's',
      floor: rounded(floorS),
      ratio: rounded(median(seconds) / floorS, 2),
      goal: '<= 10 s',
      met: median(seconds) <= 10,
    },
    {
      bench: 'review',
      figure: `seconds for the class, ${what}`,
      value: rounded(all),
      unit: 's',
      floor: rounded(floorS * count),
      ratio: rounded(all / (floorS * count), 2),
      goal: '<= 300 s',
      met: all <= 300,
    },
    {
      bench: 'review',
      figure: `from the key to the frames of its warning, camera and screen, 95 % of ${waits.length} (floor: two .webm)`,
      value: rounded(p95(waits)),
      unit: 'ms',
      floor: rounded(p95(theirs)),
      ratio: rounded(p95(waits) / p95(theirs), 2),
      goal: '<= 500 ms',
      met: p95(waits) <= 500,
    },
  ];
}
