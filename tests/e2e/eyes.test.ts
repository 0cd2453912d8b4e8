import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sortRequests } from '../../scripts/demo/requests-of-browser.ts';
import type { SmallPicture } from '../../src/protocol/small-picture.ts';
import {
  type Advice,
  type ExamView,
  type FromView,
  type ToView,
  VIEW_PORT,
} from '../../src/protocol/view-port.ts';
import type { WarningType } from '../../src/protocol/warnings.ts';
import { unpackPicture } from '../../src/shared/small-picture.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { callExtension } from '../support/call-extension.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise, writeWav } from '../support/clips/wav.ts';
import { type DemoWorld, startDemoWorld } from '../support/demo-world.ts';
import { type LoggingProxy, startLoggingProxy } from '../support/logging-proxy.ts';
import { readNetLog } from '../support/net-log.ts';
import { Proctor } from '../support/proctor.ts';
import { roomSound } from '../support/sounds/room.ts';
import { atLevel, joined } from '../support/sounds/signal.ts';
import { speech } from '../support/sounds/speech.ts';
import { Student } from '../support/student.ts';
import { listenToView } from '../support/view-listener.ts';
import { lapse, until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { built } from './build-once.ts';

/** What the test holds of the offscreen document's workers, which end as if they had crashed. */
interface Held {
  heldWorkers: { url: string; worker: Worker }[];
}
/** Runs before anything is looked at there. */
const holdWorkers = (offscreen: Page): Promise<void> =>
  offscreen.evaluate(() => {
    const heldWorkers: Held['heldWorkers'] = [];
    class HeldWorker extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        heldWorkers.push({ url: String(url), worker: this });
      }
    }
    Object.assign(globalThis, { heldWorkers, Worker: HeldWorker });
  });

const EXAM = 'Экзамен под взглядом';

describe('what the camera is looked at for', () => {
  let dir: string;
  let world: DemoWorld;
  let machine: TestBrowser;
  let camera: LiveCamera;
  let proxy: LoggingProxy;
  let student: Student;
  let offscreen: Page;
  let view: () => Promise<ExamView | null>;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'examus-eyes-'));
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    const settings = { mode: 'offline', identification: 'skip', durationMinutes: 30 } as const;
    world = await startDemoWorld({
      dir: join(dir, 'world'),
      consoleDir: built.console,
      exams: [{ key: 'one', name: EXAM, courseName: 'Курс', cmid: 1, settings }],
    });
    proxy = await startLoggingProxy();
    machine = await launchBrowser({
      extension: built.demoExtension,
      camera: camera.file,
      microphone,
      proxy: proxy.address,
      netLog: join(dir, 'net-log.json'),
    });
    student = new Student(machine, camera);
    await student.opensPortal(world.server.origin);
    await student.signsIn('student');
    offscreen = await machine.offscreen();
    await holdWorkers(offscreen);
    await student.startsExam(EXAM);
    await student.consents();
    await student.passesCheck();
    await student.begins();
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    view = await listenToView(student.portal);
    await until('the first view', view);
  });
  afterAll(async () => {
    await machine?.close();
    await world?.stop();
    await camera?.close();
    await proxy?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const advised = async (): Promise<Advice[]> => (await view())?.coach?.map(({ advice }) => advice) ?? [];
  const warned = async (): Promise<{ warning: WarningType; endAt: number | null }[]> =>
    (await view())?.feed.flatMap((item) => (item.kind === 'warning' ? [item] : [])) ?? [];
  const lasting = async () => (await warned()).filter(({ endAt }) => endAt === null).map((it) => it.warning);
  const isWarned = (type: WarningType, timeoutMs = 20_000) =>
    until(`a warning ${type}`, async () => (await lasting()).includes(type), { timeoutMs });
  const isCalm = () =>
    until('all warnings and advice to end', async () => {
      return (await lasting()).length === 0 && (await advised()).length === 0;
    });

  it('measured the head in the check and kept the figure with the session', async () => {
    const current = await callExtension(student.portal, 'background', 'exam/current');
    const level = await offscreen.evaluate(async (sessionId) => {
      const open = indexedDB.open('examus-journal');
      await new Promise((done) => (open.onsuccess = done));
      const read = open.result.transaction('sessions').objectStore('sessions').get(sessionId);
      await new Promise((done) => (read.onsuccess = done));
      open.result.close();
      return (read.result as { level?: { yaw: number; pitch: number } }).level;
    }, current!.sessionId);
    expect(Math.abs(level!.yaw)).toBeLessThan(15);
  });

  it('gives whoever looks the own picture, as small as they show it', async () => {
    const picture = await student.portal.evaluate((name) => {
      const port = chrome.runtime.connect({ name });
      const asked = { type: 'looking', fps: 4, width: 72 } satisfies FromView;
      port.postMessage(asked);
      return new Promise<SmallPicture>((resolve) => {
        port.onMessage.addListener((message: ToView) => {
          if (message.type !== 'small-frame') return;
          port.disconnect();
          resolve(message.picture);
        });
      });
    }, VIEW_PORT);
    expect(picture).toMatchObject({ width: 72, height: 54 });
    const pixels = new Uint8ClampedArray(72 * 54 * 4);
    unpackPicture(picture, pixels);
    // A person in a room, not one colour.
    expect(new Set(pixels).size).toBeGreaterThan(60);
  });

  it('advises before a head turned away counts, and goes on advising after', async () => {
    await student.shows('turned-left');
    const at = Date.now();
    await until('advice', async () => (await advised()).includes('eyes_away'), {
      timeoutMs: 15_000,
      everyMs: 100,
    });
    expect(await lasting()).toEqual([]);
    await isWarned('avert_eyes');
    expect(Date.now() - at).toBeLessThan(10_000);
    expect(await advised()).toContain('eyes_away');
    await student.shows('present');
    await isCalm();
  });

  it('takes a portrait on the wall for a picture, and a person further away for a person', async () => {
    const before = (await warned()).length;
    await student.shows('poster');
    await lapse(6000);
    expect((await warned()).slice(before)).toEqual([]);
    await student.shows('two-far');
    await isWarned('extra_user_in_frame');
    await student.shows('present');
    await isCalm();
  });

  it.each(['lens-finger', 'picture-frozen'] as const)(
    '%s is a fault of the camera, not of the student',
    async (scene) => {
      const before = (await warned()).map((item) => item.warning);
      await student.shows(scene);
      await isWarned('camera_no_picture', 25_000);
      expect((await view())!.coach).toMatchObject([{ kind: 'fault' }]);
      await student.shows('present');
      await isCalm();
      expect((await warned()).map((item) => item.warning)).toEqual([...before, 'camera_no_picture']);
    },
  );

  it('tells what it costs', async () => {
    const { meter } = (await view())!;
    // Whatever else this machine is busy with.
    expect([4, 2, 1]).toContain(meter!.samplesPerSecond);
    expect(meter!.detectionShare).toBeGreaterThan(0);
    expect(meter!.uploadBytesPerSecond).toBeGreaterThan(0);
  });

  it('notices a second display, and that it is gone', async () => {
    const shows = (isExtended: boolean) =>
      offscreen.evaluate((isExtended) => {
        Object.defineProperty(screen, 'isExtended', { configurable: true, value: isExtended });
      }, isExtended);
    await shows(true);
    await isWarned('extra_display');
    expect(await advised()).toContain('extra_display');
    await shows(false);
    await isCalm();
  });

  it.each(['face', 'voice'] as const)('starts a dead %s worker anew, and tells both', async (which) => {
    const told = async () =>
      (await view())!.feed.filter((it) => it.kind === 'technical' && it.notice === 'detection_unavailable');
    const before = (await told()).length;
    await offscreen.evaluate((which) => {
      const { heldWorkers } = globalThis as unknown as Held;
      heldWorkers.findLast(({ url }) => url.includes(`${which}-worker`))!.worker.terminate();
    }, which);
    await until('the loss to be told', async () => (await told()).length > before);
    const isOver = async () => (await told()).every((item) => item.kind === 'technical' && item.over);
    await until('it to be told over', isOver, { timeoutMs: 20_000 });
  });

  it('slows down on a machine that cannot keep up, and the camera with it', async () => {
    const session = await offscreen.createCDPSession();
    await session.send('Emulation.setCPUThrottlingRate', { rate: 40 });
    await until('a slower pace', async () => (await view())!.meter!.steppedDown > 0, { timeoutMs: 40_000 });
    // What the camera itself says, not what was planned.
    await until('the camera to follow', async () => {
      const { steppedDown, cameraFps } = (await view())!.meter!;
      return cameraFps === [0, 10, 6][steppedDown];
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  });

  it('has on record when detection was not there, as what happened to the machine', async () => {
    const { sessionId } = (await callExtension(student.portal, 'background', 'exam/current'))!;
    const console = await launchBrowser();
    try {
      const proctor = new Proctor(console, world.server.origin);
      await proctor.signsIn();
      const happened = await until('the record', async () => {
        const { timeline } = await proctor.detail(sessionId);
        const lines = timeline.filter(({ what }) => what.startsWith('detection_'));
        return lines.length >= 4 && lines.map(({ what, detail }) => `${what} ${detail.split(':')[0]}`);
      });
      // A busy machine may have lost one more.
      const wanted = ['lost faces', 'back faces', 'lost sound', 'back sound'].map((it) => `detection_${it}`);
      expect(happened).toEqual(expect.arrayContaining(wanted));
    } finally {
      await console.close();
    }
  });

  it('asked nobody on the network', async () => {
    await machine.close();
    const { external } = sortRequests(proxy.refused, await readNetLog(join(dir, 'net-log.json')));
    expect(external).toEqual([]);
  });
});

describe('a computer without WebGL', () => {
  let dir: string;
  let world: DemoWorld;
  let machine: TestBrowser;
  let camera: LiveCamera;
  let view: () => Promise<ExamView | null>;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'examus-no-webgl-'));
    const microphone = join(dir, 'microphone.wav');
    // Played again and again: somebody types, somebody speaks.
    await writeWav(microphone, joined([roomSound('typing', 12), atLevel(speech('ru-f2', 5), -20)]));
    camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    const settings = { mode: 'offline', identification: 'skip', durationMinutes: 30 } as const;
    world = await startDemoWorld({
      dir: join(dir, 'world'),
      exams: [{ key: 'one', name: EXAM, courseName: 'Курс', cmid: 1, settings }],
    });
    machine = await launchBrowser({
      extension: built.demoExtension,
      camera: camera.file,
      microphone,
      webgl: false,
    });
    const student = new Student(machine, camera);
    await student.opensPortal(world.server.origin);
    await student.signsIn('student');
    await student.startsExam(EXAM);
    await student.consents();
    await student.passesCheck();
    await student.begins();
    view = await listenToView(student.portal);
  });
  afterAll(async () => {
    await machine?.close();
    await world?.stop();
    await camera?.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('sits the exam all the same, and is told that faces cannot be found on it', async () => {
    await until('the recording', async () => (await view())?.recording);
    await until('the word that detection is not there', async () =>
      (await view())!.feed.some(
        (item) => item.kind === 'technical' && item.notice === 'detection_unavailable',
      ),
    );
  });

  it('hears speech as well as any, and no voice in typing', async () => {
    const told = async () => (await view())!.feed.filter((item) => item.kind === 'warning');
    const heard = await until('speech to be heard', async () => (await told())[0], { timeoutMs: 40_000 });
    expect(heard.warning).toBe('voice_detected');
    const isOver = async () => (await told()).some(({ id, endAt }) => id === heard.id && endAt !== null);
    await until('typing to be heard as none', isOver, { timeoutMs: 20_000 });
    expect(new Set((await told()).map(({ warning }) => warning))).toEqual(new Set(['voice_detected']));
  });
});
