import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { setupWith } from '../../tests/server/exam-actors.ts';
import { startServerProcess } from '../../tests/server/server-process.ts';
import { launchBrowser } from '../../tests/support/browser.ts';
import { until } from '../../tests/support/wait.ts';
import { builtConsole } from './built.ts';
import { BusyStudent } from './busy-student.ts';
import { openConsole } from './console-page.ts';
import { breakLine, drawStills, multiplyStills, setHaste } from './hasty-stills.ts';
import { heapOfNode, heapOfPage, type HeapMb } from './heap.ts';
import { type Bench, type Result, rounded } from './result.ts';

const STUDENTS = 60;
/** Time goes so much faster where memory is measured: as many stills, warnings, words and breaks as in ten times as long. */
const HASTE = 10;

/**
 * The console's own page at a full grid of simulated students who have stills, warnings, words and breaking lines: its
 * bytes a second, and what lives on its heap and the server's, rubbish collected, over 30 simulated minutes.
 */
export const grid: Bench = {
  name: 'grid',
  async run({ isQuick }): Promise<Result[]> {
    const dir = await mkdtemp(join(tmpdir(), 'examus-bench-grid-'));
    const setupPath = join(dir, 'setup.json');
    await writeFile(setupPath, JSON.stringify(setupOfClass()));
    const process = await startServerProcess({
      dataDir: dir,
      setupPath,
      databaseUrl: undefined,
      nodeArgs: ['--inspect=0'],
      args: ['--console', await builtConsole()],
    });
    const { server } = process;
    const desk = await launchBrowser();
    const life = new AbortController();
    try {
      const page = await openConsole(desk.browser, server.origin);
      const stills = await drawStills(page);
      const proctor = await server.signIn('proctor', 'proctor-password');
      const students: BusyStudent[] = [];
      for (let n = 0; n < STUDENTS; n++) {
        students.push(
          await BusyStudent.open(server, `s${n}`, proctor, (stream) => stills[stream], life.signal),
        );
      }
      await multiplyStills(page);
      const traffic = await followTraffic(page);
      await page.goto(`${server.origin}/console/grid`);
      await until(
        'a full page with pictures',
        async () => (await page.$$('.tile-camera img')).length === STUDENTS,
        { timeoutMs: 60_000 },
      );
      const [before, sentBefore, seconds] = [traffic.bytes(), sentBy(students), isQuick ? 20 : 60];
      await pause(seconds * 1000);
      const bitsPerS = (8 * (traffic.bytes() - before)) / seconds;
      const floor = (8 * (sentBy(students) - sentBefore)) / seconds;
      await traffic.stop();

      for (const student of students) student.haste = HASTE;
      await setHaste(page, HASTE);
      const minutes = isQuick ? 6 : 30;
      const third = async () => {
        await pause((minutes * 60_000) / HASTE / 3);
        await breakLine(page);
      };
      const heaps: [string, HeapMb][] = [
        ['the console’s page', await heapOfPage(page)],
        ['the server', await heapOfNode(process.output(), life.signal)],
      ];
      await third();
      const early = await Promise.all(heaps.map(([, heapMb]) => heapMb()));
      await third();
      await third();
      const late = await Promise.all(heaps.map(([, heapMb]) => heapMb()));
      return [
        {
          bench: 'grid',
          figure: `to a console with ${STUDENTS} students; floor: the stills as they were sent`,
          value: rounded(bitsPerS / 1e6, 2),
          unit: 'Mbit/s',
          floor: rounded(floor / 1e6, 2),
          ratio: rounded(bitsPerS / floor, 2),
          goal: '<= 2 Mbit/s',
          met: bitsPerS <= 2e6 && bitsPerS > 0,
        },
        ...heaps.map(([whose], at) => grown(whose, early[at]!, late[at]!, minutes)),
      ];
    } finally {
      life.abort();
      await desk.close();
      await process.kill();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

function setupOfClass(): ReturnType<typeof setupWith> {
  const setup = setupWith({ mode: 'online', identification: 'skip' });
  const people = Array.from({ length: STUDENTS }, (_, n) => ({
    userName: `s${n}`,
    name: `Student ${n}`,
    role: 'student' as const,
    password: `s${n}-password`,
  }));
  setup.institutions[0]!.people = [...(setup.institutions[0]!.people ?? []), ...people];
  return setup;
}

const grown = (whose: string, early: number, late: number, minutes: number): Result => ({
  bench: 'grid',
  figure: `heap of ${whose} after two more thirds of ${minutes} simulated minutes; floor: after the first`,
  value: rounded(late),
  unit: 'MB',
  floor: rounded(early),
  ratio: rounded(late / early, 2),
  goal: '<= 1.1 of before',
  met: late <= early * 1.1,
});

const sentBy = (students: readonly BusyStudent[]): number =>
  students.reduce((sum, { sent }) => sum + sent, 0);

/** Bytes that reach the page: bodies as they came, frames of sockets with their heads (RFC 6455, 5.2). */
async function followTraffic(page: Page) {
  const session = await page.createCDPSession();
  let bytes = 0;
  session.on('Network.dataReceived', ({ encodedDataLength }) => (bytes += encodedDataLength));
  session.on('Network.webSocketFrameReceived', ({ response: { opcode, payloadData } }) => {
    const length = opcode === 2 ? Buffer.byteLength(payloadData, 'base64') : Buffer.byteLength(payloadData);
    bytes += length + (length < 126 ? 2 : 4);
  });
  await session.send('Network.enable');
  return { bytes: () => bytes, stop: () => session.detach() };
}
