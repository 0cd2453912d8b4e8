import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXTENSION_ID, launchBrowser, type TestBrowser } from '../support/browser.ts';
import { callExtension } from '../support/call-extension.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { type DemoWorld, startDemoWorld } from '../support/demo-world.ts';
import { hears, press, readAloud, seesText } from '../support/page-tools.ts';
import { Proctor } from '../support/proctor.ts';
import { inspectRecording } from '../support/recordings/inspect.ts';
import { Student } from '../support/student.ts';
import { lapse, until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { Hands } from '../support/xdotool.ts';
import { startVirtualDisplay, type VirtualDisplay } from '../support/xvfb.ts';
import { built } from './build-once.ts';

const EXAM = 'Экзамен с записью вкладки';

/** The ways to the student's screen, with Chrome's real dialogs on a display and a mouse to press them. */
describe('ways to the screen', () => {
  let dir: string;
  let display: VirtualDisplay;
  let world: DemoWorld;
  let machine: TestBrowser;
  let proctorMachine: TestBrowser | undefined;
  let camera: LiveCamera;
  let student: Student;
  let hands: Hands;
  let sessionId: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'examus-screen-'));
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    display = await startVirtualDisplay();
    hands = new Hands(display);
    const settings = {
      mode: 'offline',
      identification: 'skip',
      durationMinutes: 30,
      recordTab: true,
    } as const;
    world = await startDemoWorld({
      dir: join(dir, 'world'),
      consoleDir: built.console,
      exams: [{ key: 'one', name: EXAM, courseName: 'Курс', cmid: 1, settings }],
    });
    machine = await launchBrowser({
      extension: built.demoExtension,
      camera: camera.file,
      microphone,
      display: display.name,
      promptsAnswered: false,
      screenPicked: false,
    });
    // Camera and microphone are not the question here.
    await machine.browser
      .defaultBrowserContext()
      .overridePermissions(`chrome-extension://${EXTENSION_ID}`, ['camera', 'microphone']);
    student = new Student(machine, camera);
    await student.opensPortal(world.server.origin);
    await student.signsIn('student');
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
  /** Two side by side near the top: refuse, allow. */
  async function allows(what: string): Promise<void> {
    const [, allow] = await hands.buttons(what, 2, ({ width, y }) => width < 130 && y < 350);
    await hands.click(allow!);
  }
  /** The drawing of the picker on our own page, with buttons like its own, stands further right. */
  const isPickersButton = ({ x, y, width }: { x: number; y: number; width: number }) =>
    x > 500 && x < 960 && y > 300 && width < 130;
  /** Clicks the picture of the screen, which stands above the buttons, and then «Share». */
  async function picksScreen(pictureAbove: number): Promise<void> {
    const [cancel] = await hands.buttons('the screen picker', 1, isPickersButton);
    await hands.click({ ...cancel!, x: cancel!.x - 290, y: cancel!.y - pictureAbove });
    const [, share] = await hands.buttons('a picked screen', 2, isPickersButton);
    await hands.click(share!);
  }
  const inPicker = () => picksScreen(270);
  const inDialogOfScreens = () => picksScreen(190);

  it('the whole screen picked in Chrome’s own picker passes the check', async () => {
    const { portal } = student;
    await portal.evaluate(() => (location.hash = '#/check'));
    await press(portal, words('portal', 'check_begin'));
    await student.sharesScreen();
    await inPicker();
    await until('the check to be over', async () => (await student.checkResults()).length > 0);
    const { screen } = await status();
    expect(screen).toMatchObject({ state: 'live', surface: 'monitor' });
    await portal.evaluate(() => (location.hash = '#/exams'));
    await until('the screen to be let go', async () => (await status()).screen.state === 'off');
  });

  it('a dismissed picker leads to the dialog that has nothing but screens', async () => {
    const { portal } = student;
    await press(portal, EXAM);
    await press(portal, 'Продолжить');
    await allows('Chrome to ask for the quiz tab');
    await portal.waitForSelector('.consent-box input:not([disabled])', { timeout: 20_000 });
    await student.consents();
    await student.sharesScreen();
    await hands.buttons('the screen picker', 1, isPickersButton);
    await hands.press('Escape');
    await seesText(portal, words('portal', 'step_screen_other').split('{')[0]!);
    await student.sharesScreen();
    await allows('Chrome to ask for the screen');
    await inDialogOfScreens();
    await until('the screen', async () => (await status()).screen.state === 'live');
    expect((await status()).screen).toMatchObject({ surface: 'monitor', width: 1366, height: 900 });
    await student.goesOnFromCheck();
  });

  it('the quiz tab is recorded from a click on the icon there', async () => {
    await student.begins();
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    await student.hearsInPanel(words('panel', 'record_tab'));
    expect((await status()).tab.state).toBe('off');
    await machine.extension().triggerAction(student.quiz);
    await until('the tab', async () => (await status()).tab.state === 'live');
    await until('the panel to stop asking', async () => {
      return !(await readAloud(student.quiz)).includes(words('panel', 'record_tab'));
    });
    await student.startsAttempt();
    expect((await status()).tab.state, 'over a navigation').toBe('live');
  });

  it('when the page that holds the screen goes, it is told at once, and one page back mends it', async () => {
    sessionId = (await callExtension(student.portal, 'background', 'exam/current'))!.sessionId;
    await student.portal.close();
    await student.hearsInPanel(words('panel', 'lost_screen'), 3000);
    await press(student.quiz, words('panel', 'mend_screen'));
    const target = await machine.browser.waitForTarget((it) => it.url().includes('/portal/'));
    student.comesBackTo((await target.page())!);
    await student.sharesScreen();
    await inDialogOfScreens();
    await until('the screen', async () => (await status()).screen.state === 'live');
    await until('the quiz to be shown again', () =>
      student.quiz.evaluate(() => document.visibilityState === 'visible'),
    );
    await hears(student.quiz, words('panel', 'over'));
    expect(await readAloud(student.quiz)).not.toContain(words('panel', 'lost_screen'));
  });

  it('all three recordings can be decoded to their last frame', async () => {
    await lapse(6000);
    await student.finishesExam();
    await student.waitsUntilSaved();
    proctorMachine = await launchBrowser();
    const proctor = new Proctor(proctorMachine, world.server.origin);
    await proctor.signsIn();
    const [screen, tab, face] = [
      await inspectRecording(proctor.page, sessionId, 'screen'),
      await inspectRecording(proctor.page, sessionId, 'tab'),
      await inspectRecording(proctor.page, sessionId, 'camera'),
    ];
    expect([screen.faults, tab.faults, face.faults]).toEqual([[], [], []]);
    expect([screen.width, screen.height]).toEqual([1366, 900]);
    expect(screen.epochs, 'before and after the loss').toBe(2);
    expect(tab.frames).toBeGreaterThan(10);
    expect(tab.audioSeconds).toBe(0);
  });
});
