import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { recordCameraAndScreen } from '../../tests/e2e/console-recordings.ts';
import { setupWith } from '../../tests/server/exam-actors.ts';
import { startServer, type TestServer } from '../../tests/server/harness.ts';
import { launchBrowser } from '../../tests/support/browser.ts';
import { writeRoomNoise } from '../../tests/support/clips/wav.ts';
import { follow, press } from '../../tests/support/page-tools.ts';
import { lapse, until } from '../../tests/support/wait.ts';
import { builtConsole } from './built.ts';
import { seedLongSession } from './long-session.ts';
import { canPlay, seekPlainly } from './plain-players.ts';
import { type Bench, median, p95, type Result, rounded } from './result.ts';
import { makeWebm, servePlainPlayers } from './webm.ts';

/**
 * Seeks to random moments of a long session in the console, in turn with seeks in the same recordings as `.webm` files
 * before a server that knows only ranges. A seek is over when both videos, camera and screen, have presented a frame of
 * the new place.
 */
export const seek: Bench = {
  name: 'seek',
  run: async ({ isQuick }) => {
    const [lengthMs, recordS, seeks, playS] = isQuick ? [10 * 60_000, 21, 6, 5] : [180 * 60_000, 60, 40, 15];
    const dir = await mkdtemp(join(tmpdir(), 'examus-seek-'));
    const microphone = join(dir, 'room.wav');
    await writeRoomNoise(microphone);
    const setup = setupWith({ durationMinutes: 300 });
    const server = await startServer({ setup, config: { consoleDir: await builtConsole() } });
    const { browser, close } = await launchBrowser({ microphone });
    let plain: Awaited<ReturnType<typeof servePlainPlayers>> | undefined;
    try {
      const [console] = await browser.pages();
      const { camera, screen } = await recordCameraAndScreen(console!, `${server.origin}/healthz`, recordS);
      const { sessionId } = await seedLongSession(server, { camera, screen }, lengthMs);
      const files = await Promise.all([
        makeWebm(dir, 'camera', camera, lengthMs / 1000),
        makeWebm(dir, 'screen', screen, lengthMs / 1000),
      ]);
      plain = await servePlainPlayers(files);
      await opensReview(console!, server, sessionId);
      const beside = await browser.newPage();
      await beside.goto(plain.url);
      await canPlay(beside);
      const ours: Sought[] = [];
      const theirs: number[] = [];
      for (let turn = 0; turn < seeks; turn++) {
        // Not the last minute: there is not the same left to load.
        const toMs = Math.random() * (lengthMs - 60_000);
        ours.push(await seekInConsole(console!, toMs));
        theirs.push(await seekPlainly(beside, toMs / 1000));
      }
      await console!.bringToFront();
      const skews: Result[] = [];
      for (const rate of ['1×', '5×', '10×']) {
        skews.push(
          skewResult(
            `while playing at ${rate}`,
            await skewsWhilePlaying(console!, rate, lengthMs / 2, playS),
          ),
        );
      }
      skews.push(
        skewResult('at 5× up to the end', await skewsWhilePlaying(console!, '5×', lengthMs - 40_000, 9)),
      );
      return [...figures(ours, theirs, lengthMs), ...skews];
    } finally {
      await close();
      plain?.close();
      await server.close();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

async function opensReview(page: Page, server: TestServer, sessionId: string): Promise<void> {
  await page.setViewport({ width: 1280, height: 720 });
  await page.goto(`${server.origin}/console/`);
  const link = await until('the button of the institution', () => page.$('a[href*="institution=examus"]'));
  await follow(page, () => link.click());
  await page.type('input[name="userName"]', 'proctor');
  await page.type('input[name="password"]', 'proctor-password');
  await follow(page, () => page.keyboard.press('Enter'));
  await page.goto(`${server.origin}/console/sessions/${sessionId}`);
  await canPlay(page);
}

interface Sought {
  ms: number;
  /** Pieces asked for until the first frames, of the recording that needed more. */
  pieces: number;
  skewMs: number;
}

async function seekInConsole(page: Page, toMs: number): Promise<Sought> {
  await page.bringToFront();
  const sought = await page.evaluate(async (toMs) => {
    performance.setResourceTimingBufferSize(100_000);
    const bar = document.querySelector<HTMLInputElement>('.time-line input[type="range"]')!;
    const videos = [...document.querySelectorAll('video')];
    const before = videos.map((video) => video.currentTime);
    const from = performance.now();
    bar.value = String(toMs);
    bar.dispatchEvent(new Event('input', { bubbles: true }));
    const arrived = videos.map(
      (video, index) =>
        new Promise<void>((done) => {
          // The frame may be there before the player says that it has sought.
          const look = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
            const hasTarget = video.currentTime !== before[index];
            if (hasTarget && Math.abs(mediaTime - video.currentTime) < 0.5) done();
            else video.requestVideoFrameCallback(look);
          };
          video.requestVideoFrameCallback(look);
        }),
    );
    await Promise.all(arrived);
    const to = performance.now();
    // What was asked for is listed once it has come.
    await new Promise((over) => setTimeout(over, 1500));
    const asked = performance
      .getEntriesByType('resource')
      .filter(({ startTime }) => startTime >= from && startTime <= to)
      .map(({ name }) => /recordings\/(\w+)\/\d+\/[1-9]\d*$/.exec(name)?.[1]);
    const shown = videos.map((video) => Number(video.dataset['shownAt']));
    const count = (kind: string) => asked.filter((each) => each === kind).length;
    return {
      ms: to - from,
      pieces: Math.max(count('camera'), count('screen')),
      skewMs: Math.abs(shown[0]! - shown[1]!),
      wanted: Number(bar.value) - toMs,
    };
  }, toMs);
  if (Math.abs(sought.wanted) > 1000) throw new Error(`the bar went elsewhere by ${sought.wanted} ms`);
  return sought;
}

/** How far the two players are from each other, in milliseconds of the exam, looked at ten times a second. */
async function skewsWhilePlaying(page: Page, rate: string, fromMs: number, forS: number): Promise<number[]> {
  await seekInConsole(page, fromMs);
  await press(page, rate);
  await page.keyboard.press('KeyK');
  // What the players do in their first half second is how they start, not how they play.
  await lapse(500);
  const skews = await page.evaluate(async (looks) => {
    const videos = [...document.querySelectorAll('video')];
    const found: number[] = [];
    for (let look = 0; look < looks; look++) {
      await new Promise((over) => setTimeout(over, 100));
      const [one, other] = videos.map((video) => Number(video.dataset['shownAt']));
      if (videos.every(({ ended }) => !ended)) found.push(Math.abs(one! - other!));
    }
    return found;
  }, forS * 10);
  await page.keyboard.press('KeyK');
  return skews;
}

function figures(ours: Sought[], theirs: number[], lengthMs: number): Result[] {
  const times = ours.map(({ ms }) => ms);
  const hours = `${rounded(lengthMs / 3_600_000)} h`;
  const time = (what: string, of: (values: number[]) => number): Result => ({
    bench: 'seek',
    figure: `first frames of camera and screen after a random seek in ${hours}, ${what} of ${times.length} (floor: one .webm each)`,
    value: rounded(of(times)),
    unit: 'ms',
    floor: rounded(of(theirs)),
    ratio: rounded(of(times) / of(theirs), 2),
    goal: '< 300 ms',
    met: of(times) < 300,
  });
  const most = Math.max(...ours.map(({ pieces }) => pieces));
  return [
    time('median', median),
    time('95 %', p95),
    {
      bench: 'seek',
      figure: 'pieces fetched per recording until then, at most',
      value: most,
      unit: 'pieces',
      goal: '<= 2',
      met: most <= 2,
    },
    skewResult(
      'after a seek',
      ours.map(({ skewMs }) => skewMs),
    ),
  ];
}

function skewResult(when: string, skews: number[]): Result {
  return {
    bench: 'seek',
    figure: `between camera and screen ${when}: 95 % (median ${rounded(median(skews))} ms)`,
    value: rounded(p95(skews)),
    unit: 'ms',
    goal: '<= 200 ms',
    met: p95(skews) <= 200,
  };
}
