import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { launchBrowser } from '../../tests/support/browser.ts';
import { LiveCamera } from '../../tests/support/clips/camera.ts';
import { writeRoomNoise } from '../../tests/support/clips/wav.ts';
import { startDemoWorld } from '../../tests/support/demo-world.ts';
import { press } from '../../tests/support/page-tools.ts';
import { Proctor } from '../../tests/support/proctor.ts';
import { Student } from '../../tests/support/student.ts';
import { builtConsole, builtExtension } from './built.ts';
import { glassToGlass, runCameraClock } from './camera-clock.ts';
import { type Bench, median, type Result, rounded } from './result.ts';

const EXAM = 'Линейная алгебра: рубежный контроль';

/**
 * From the click on a tile to the first decoded frame of camera and screen, and from a clock before the camera to its
 * picture before the proctor; beside two bare peers in one page.
 */
export const live: Bench = {
  name: 'live',
  async run({ isQuick }): Promise<Result[]> {
    const dir = await mkdtemp(join(tmpdir(), 'examus-bench-live-'));
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    const camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    const world = await startDemoWorld({ dir: join(dir, 'world'), consoleDir: await builtConsole() });
    const machine = await launchBrowser({
      extension: await builtExtension(),
      camera: camera.file,
      microphone,
    });
    const desk = await launchBrowser();
    const clock = new AbortController();
    try {
      const student = new Student(machine, camera);
      await student.opensPortal(world.server.origin);
      await student.signsIn('student2');
      await student.startsExam(EXAM);
      await student.consents();
      await student.passesCheck();
      await student.photographs();
      await press(student.portal, 'Начать');
      const proctor = new Proctor(desk, world.server.origin);
      await proctor.signsIn();
      await proctor.page.goto(`${world.server.origin}/console/grid`);
      const rounds = isQuick ? 3 : 11;
      const opened: Opened[] = [];
      for (let round = 0; round < rounds; round++) {
        opened.push(await openTile(proctor.page));
        await closeTile(proctor.page);
      }
      runCameraClock(camera.file, clock.signal);
      const frames = isQuick ? 30 : 200;
      await openTile(proctor.page);
      const glass = await glassToGlass(proctor.page, '.large-camera video', frames);
      await closeTile(proctor.page);
      const bare: number[] = [];
      for (let round = 1; round < rounds; round++) bare.push(await bareFirstFrame(student.portal));
      bare.push(await bareFirstFrame(student.portal, true));
      const bareGlass = await glassToGlass(student.portal, '#bare', frames);
      const firstFrame = median(bare);
      return [
        timed(
          'open a tile → first decoded frame of the camera',
          opened.map(({ camera }) => camera),
          firstFrame,
          1000,
        ),
        timed(
          'open a tile → decoded frames of camera and screen',
          opened.map(({ both }) => both),
          firstFrame,
          1000,
        ),
        timed('glass to glass, by a clock before the camera', glass, median(bareGlass), 400),
      ];
    } finally {
      clock.abort();
      await Promise.all([machine.close(), desk.close()]);
      await world.stop();
      await camera.close();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

const timed = (figure: string, values: number[], floor: number, goalMs: number): Result => ({
  bench: 'live',
  figure: `${figure}; floor: two bare RTCPeerConnections in one page`,
  value: rounded(median(values), 0),
  unit: 'ms',
  floor: rounded(floor, 0),
  ratio: rounded(median(values) / floor, 2),
  goal: `< ${goalMs} ms`,
  met: median(values) < goalMs,
});

/** Milliseconds from the click to the first frame that the page was given, by its own clock. */
interface Opened {
  camera: number;
  both: number;
}
async function openTile(page: Page): Promise<Opened> {
  await page.waitForSelector('.tile button', { timeout: 30_000 });
  return page.evaluate(async () => {
    const startedAt = performance.now();
    document.querySelector<HTMLButtonElement>('.tile button')!.click();
    const giveUpAt = startedAt + 30_000;
    const firstFrameOf = async (kind: string) => {
      let video: HTMLVideoElement | null = null;
      while (!video?.srcObject) {
        if (performance.now() > giveUpAt) throw new Error(`no live picture of the ${kind}`);
        await new Promise((next) => setTimeout(next, 5));
        video = document.querySelector(`.large-${kind} video`);
      }
      const first = video;
      await new Promise((seen) => first.requestVideoFrameCallback(seen));
      return performance.now() - startedAt;
    };
    const [camera, screen] = await Promise.all(['camera', 'screen'].map(firstFrameOf));
    return { camera: camera!, both: Math.max(camera!, screen!) };
  });
}

async function closeTile(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('.large') === null, { timeout: 5000 });
}

/**
 * The same camera from one bare peer to another: what no signalling over a server can undercut. Kept, they go on under
 * the id `bare`.
 */
const bareFirstFrame = (page: Page, isKept = false): Promise<number> =>
  page.evaluate(async (isKept) => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
    const startedAt = performance.now();
    const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
    from.onicecandidate = ({ candidate }) => candidate && void to.addIceCandidate(candidate);
    to.onicecandidate = ({ candidate }) => candidate && void from.addIceCandidate(candidate);
    const video = document.createElement('video');
    video.muted = true;
    video.autoplay = true;
    to.ontrack = ({ streams }) => void (video.srcObject = streams[0]!);
    const shown = new Promise((seen) => video.requestVideoFrameCallback(seen));
    for (const track of stream.getTracks()) from.addTrack(track, stream);
    await from.setLocalDescription();
    await to.setRemoteDescription(from.localDescription!);
    await to.setLocalDescription();
    await from.setRemoteDescription(to.localDescription!);
    await shown;
    const ms = performance.now() - startedAt;
    if (isKept) {
      document.body.append(Object.assign(video, { id: 'bare' }));
      return ms;
    }
    from.close();
    to.close();
    stream.getTracks().forEach((track) => track.stop());
    return ms;
  }, isKept);
