import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { callExtension } from '../support/call-extension.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { type DemoWorld, startDemoWorld } from '../support/demo-world.ts';
import { hears, press, readAloud, seesText } from '../support/page-tools.ts';
import { allow as allowInput, inputs } from '../support/permissions.ts';
import { Proctor } from '../support/proctor.ts';
import { inspectRecording } from '../support/recordings/inspect.ts';
import { Student } from '../support/student.ts';
import { listenToView } from '../support/view-listener.ts';
import { lapse, until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { Hands } from '../support/xdotool.ts';
import { startVirtualDisplay, type VirtualDisplay } from '../support/xvfb.ts';
import { built } from './build-once.ts';

const EXAM = 'Экзамен с неполадками';
/** A loss is noticed in 2 s; the rest is the page's way to a screen reader. */
const NOTICED_MS = 3000;
/** What lasts for a second is on record as a warning. */
const COUNTS_MS = 1500;

type Kind = 'camera' | 'microphone' | 'screen';
/** What the test holds of the devices in the offscreen document, which end as if pulled out. */
interface Held {
  tracks: Record<Kind, MediaStreamTrack | null>;
  isCameraTaken: boolean;
}

describe('what breaks in a running exam', () => {
  let dir: string;
  let display: VirtualDisplay;
  let hands: Hands;
  let world: DemoWorld;
  let machine: TestBrowser;
  let proctorMachine: TestBrowser | undefined;
  let camera: LiveCamera;
  let student: Student;
  let offscreen: Page;
  let sessionId: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'examus-recovery-'));
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    const settings = { mode: 'offline', identification: 'skip', durationMinutes: 30 } as const;
    world = await startDemoWorld({
      dir: join(dir, 'world'),
      consoleDir: built.console,
      exams: [{ key: 'one', name: EXAM, courseName: 'Курс', cmid: 1, settings }],
    });
    // Headless Chrome shows no picker that could be answered, once prompts are not answered by a flag.
    display = await startVirtualDisplay();
    hands = new Hands(display);
    machine = await launchBrowser({
      extension: built.demoExtension,
      camera: camera.file,
      microphone,
      display: display.name,
      // Granted and withdrawn below.
      promptsAnswered: false,
    });
    await allow('granted');
    student = new Student(machine, camera);
    await student.opensPortal(world.server.origin);
    await student.signsIn('student');
    offscreen = await machine.offscreen();
    await holdDevices(offscreen);
    await student.startsExam(EXAM);
    await student.consents();
    await student.passesCheck();
    await student.begins();
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    sessionId = (await callExtension(student.portal, 'background', 'exam/current'))!.sessionId;
  });
  afterAll(async () => {
    await machine?.close();
    await proctorMachine?.close();
    await world?.stop();
    await camera?.close();
    await display?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const status = () => callExtension(student.portal, 'offscreen', 'capture/status');
  async function allow(setting: 'granted' | 'denied' | 'prompt'): Promise<void> {
    for (const name of inputs) await allowInput(machine, name, setting);
  }
  const hears3 = (text: string) => hears(student.quiz, text, { timeoutMs: NOTICED_MS });
  const isLive = (kind: Kind, timeoutMs = 10_000) =>
    until(`${kind} to be live`, async () => (await status())[kind].state === 'live', { timeoutMs });
  const noStrip = (key: 'lost_camera' | 'lost_screen') =>
    until(`«${key}» to go`, async () => !(await readAloud(student.quiz)).includes(words('panel', key)));
  /** The device is pulled out. */
  const pull = (kind: Kind) =>
    offscreen.evaluate((kind) => {
      const track = (globalThis as unknown as Held).tracks[kind];
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    }, kind);

  it('both tabs may not be put to sleep', async () => {
    const current = await callExtension(student.portal, 'background', 'exam/current');
    const kept = await student.portal.evaluate(
      (ids) => Promise.all(ids.map(async (id) => (await chrome.tabs.get(id)).autoDiscardable)),
      [current!.quizTabId!, current!.portalTabId!],
    );
    expect(kept).toEqual([false, false]);
  });

  it('a camera that another program took is told at once and comes back by itself', async () => {
    await offscreen.evaluate(() => void ((globalThis as unknown as Held).isCameraTaken = true));
    await pull('camera');
    await hears3(words('panel', 'lost_camera'));
    expect((await status()).camera).toMatchObject({ state: 'failed', cause: 'busy' });
    await lapse(COUNTS_MS);
    await offscreen.evaluate(() => void ((globalThis as unknown as Held).isCameraTaken = false));
    await isLive('camera');
    await noStrip('lost_camera');
  });

  it('a permission withdrawn leads to the portal by one click, which asks for it', async () => {
    await allow('prompt');
    await hears3(words('panel', 'lost_camera'));
    await press(student.quiz, words('panel', 'mend_devices'));
    await until('the portal to be shown', () =>
      student.portal.evaluate(() => document.visibilityState === 'visible'),
    );
    await seesText(student.portal, words('portal', 'running_devices_ask').split('{')[0]!);
    await allow('granted');
    await isLive('camera');
    await isLive('microphone');
    await until('the quiz to be shown again', () =>
      student.quiz.evaluate(() => document.visibilityState === 'visible'),
    );
    await noStrip('lost_camera');
  });

  it('a screen no longer shared is shared again by the panel’s button, with no other step', async () => {
    const [stop] = await hands.buttons('«Stop sharing»', 1, ({ y, width }) => y > 820 && width > 80);
    await hands.click(stop!);
    await hears3(words('panel', 'lost_screen'));
    await lapse(COUNTS_MS);
    await press(student.quiz, words('panel', 'mend_screen'));
    await isLive('screen');
    await noStrip('lost_screen');
    expect((await callExtension(student.portal, 'background', 'exam/current'))?.phase).toBe('running');
  });

  it('a microphone that the system muted is told, and that it is open again', async () => {
    const mute = (isMuted: boolean) =>
      offscreen.evaluate((isMuted) => {
        const track = (globalThis as unknown as Held).tracks.microphone!;
        Object.defineProperty(track, 'muted', { configurable: true, value: isMuted });
        track.dispatchEvent(new Event(isMuted ? 'mute' : 'unmute'));
      }, isMuted);
    await mute(true);
    await hears(student.quiz, words('common', 'warning_mic_muted'), { timeoutMs: 10_000 });
    await mute(false);
    await isLive('microphone');
  });

  it('another size of the picture goes on in another epoch', async () => {
    await offscreen.evaluate(() =>
      (globalThis as unknown as Held).tracks.camera!.applyConstraints({ width: 320, height: 240 }),
    );
    await lapse(6000);
    expect((await status()).recording).toBe(true);
  });

  it('a clock that was set begins every recording anew', async () => {
    await offscreen.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 3_600_000;
    });
    await lapse(6000);
    expect((await status()).recording).toBe(true);
  });

  it('a dead offscreen document is made anew: devices by themselves, the screen by one click', async () => {
    /** As the panel is told of them. */
    const warnings = async (): Promise<string[]> => {
      const view = await until('the view', await listenToView(student.portal));
      return view.feed.filter(({ kind }) => kind === 'warning').map(({ id }) => id);
    };
    const before = await warnings();
    expect(before).not.toEqual([]);
    await student.portal.evaluate(() => chrome.offscreen.closeDocument());
    await isLive('camera', 5000);
    await isLive('microphone');
    await hears(student.quiz, words('panel', 'lost_screen'), { timeoutMs: 5000 });
    await press(student.quiz, words('panel', 'mend_screen'));
    await isLive('screen');
    await noStrip('lost_screen');
    await until('what was noticed before', async () => {
      const now = await warnings();
      return before.every((id) => now.includes(id));
    });
    await lapse(5000);
  });

  it('everything recorded plays, and every loss is a technical event with the device’s name', async () => {
    await student.finishesExam();
    await student.waitsUntilSaved();
    proctorMachine = await launchBrowser();
    const proctor = new Proctor(proctorMachine, world.server.origin);
    await proctor.signsIn();
    const face = await inspectRecording(proctor.page, sessionId, 'camera');
    const screen = await inspectRecording(proctor.page, sessionId, 'screen');
    expect([face.faults, screen.faults]).toEqual([[], []]);
    const { timeline, warnings } = await proctor.detail(sessionId);
    // Each with what it was, and over: none of them counts.
    for (const [type, reason] of [
      ['camera_no_device_connected', /^camera failed /],
      ['mic_muted', /^microphone muted /],
      ['desktop_request_pending', /^screen failed /],
    ] as const) {
      const told = warnings.filter((warning) => warning.type === type);
      expect(told, type).not.toEqual([]);
      for (const warning of told) {
        expect(warning).toMatchObject({ source: 'system', reason: expect.stringMatching(reason) });
        expect(warning.endAt, type).not.toBeNull();
      }
    }
    const told = timeline.map(({ what, detail }) => `${what} ${detail}`);
    for (const name of ['device_lost camera failed', 'device_back camera', 'device_lost screen failed']) {
      expect(
        told.filter((line) => line.startsWith(`${name} `)),
        name,
      ).not.toEqual([]);
    }
    expect(told.some((line) => line.startsWith('capture_started camera 320x240'))).toBe(true);
    expect(told.some((line) => /^clock_jumped 3\d{6} ms$/.test(line))).toBe(true);
  });
});

/** Runs before anything is opened there: whatever is opened afterwards is held. */
const holdDevices = (offscreen: Page): Promise<void> =>
  offscreen.evaluate(() => {
    (globalThis as unknown as Held).tracks = { camera: null, microphone: null, screen: null };
    (globalThis as unknown as Held).isCameraTaken = false;
    const media = navigator.mediaDevices;
    const [user, display] = [media.getUserMedia.bind(media), media.getDisplayMedia.bind(media)];
    media.getUserMedia = async (constraints) => {
      if (constraints?.video && (globalThis as unknown as Held).isCameraTaken)
        throw new DOMException('taken', 'NotReadableError');
      const stream = await user(constraints);
      if (constraints?.video) (globalThis as unknown as Held).tracks.camera = stream.getVideoTracks()[0]!;
      else (globalThis as unknown as Held).tracks.microphone = stream.getAudioTracks()[0]!;
      return stream;
    };
    media.getDisplayMedia = async (options) => {
      const stream = await display(options);
      (globalThis as unknown as Held).tracks.screen = stream.getVideoTracks()[0]!;
      return stream;
    };
  });
