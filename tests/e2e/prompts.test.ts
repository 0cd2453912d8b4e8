import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostPermissionOf } from '../../src/shared/webext/match-patterns.ts';
import { chromeWords } from '../../src/pages/portal/check/chrome-words.ts';
import { EXTENSION_ID, launchBrowser, type TestBrowser } from '../support/browser.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { framedQuiz } from '../support/demo-lms/framed-quiz.ts';
import { demoExams, type DemoWorld, startDemoWorld } from '../support/demo-world.ts';
import { EXAM } from '../support/journey/steps.ts';
import { find, press, seesText } from '../support/page-tools.ts';
import { Student } from '../support/student.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { Hands } from '../support/xdotool.ts';
import { startVirtualDisplay, type VirtualDisplay } from '../support/xvfb.ts';
import { built } from './build-once.ts';

/** Chrome's own dialogs, pressed with a mouse on a virtual display: no flag answers them here. */
describe('the browser’s own prompts', () => {
  let dir: string;
  let display: VirtualDisplay;
  let world: DemoWorld;
  let machine: TestBrowser;
  let camera: LiveCamera;
  let student: Student;
  let hands: Hands;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'examus-prompts-'));
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    display = await startVirtualDisplay();
    hands = new Hands(display);
    world = await startDemoWorld({
      dir: join(dir, 'world'),
      consoleDir: built.console,
      // The quiz of the exam stands in a frame of another site.
      exams: demoExams.map((exam) => (exam.name === EXAM ? { ...exam, lms: framedQuiz } : exam)),
    });
    machine = await launchBrowser({
      extension: built.plainExtension,
      camera: camera.file,
      microphone,
      display: display.name,
      promptsAnswered: false,
    });
    student = new Student(machine, camera);
    await student.opensPortal(world.server.origin);
    await student.signsIn('student');
  });
  afterAll(async () => {
    await machine?.close();
    await world?.stop();
    await camera?.close();
    await display?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** Three buttons one above the other: allow on this site, allow this time, never. */
  const cameraPrompt = () =>
    hands.buttons('Chrome to ask for the camera', 3, ({ width, x }) => width > 200 && x < 300);
  /** Two side by side near the top: refuse, allow. */
  const sitePrompt = () =>
    hands.buttons('Chrome to ask for the sites of LMS and quiz', 2, ({ width, y }) => width < 130 && y < 350);
  /** Of the LMS and of the frame. */
  const areSitesGranted = () => {
    const { pattern, framePattern } = world.lms.framed;
    return student.portal.evaluate(
      (sites) => Promise.all(sites.map((site) => chrome.permissions.contains({ origins: [site] }))),
      [pattern, framePattern].map(hostPermissionOf),
    );
  };
  const registered = () =>
    student.portal.evaluate(async () => {
      const scripts = await chrome.scripting.getRegisteredContentScripts();
      return Object.fromEntries(
        scripts.map(({ id, matches, allFrames }) => [id, { matches: matches?.toSorted(), allFrames }]),
      );
    });

  const deviceStates = () =>
    student.portal.evaluate(async () => {
      const asked = (['camera', 'microphone'] as const).map((name) => navigator.permissions.query({ name }));
      return (await Promise.all(asked)).map(({ state }) => state);
    });
  /** Sets both devices in Chrome's settings. The page fills its fields late and would overwrite a choice made too early: chosen until it holds. */
  const setsDevices = (settings: Page, setting: 'allow' | 'ask') =>
    until(`«${setting}» to hold`, async () => {
      await chooseInSettings(settings, setting);
      const wanted = setting === 'allow' ? 'granted' : 'prompt';
      return (await deviceStates()).every((state) => state === wanted);
    });
  const devicesAreGood = async () => {
    await find(student.portal, 'button', 'Повторить проверку', { timeoutMs: 60_000 });
    const lines = (await student.checkResults()).filter(({ id }) => id === 'camera' || id === 'microphone');
    expect(lines.map(({ result }) => result)).toEqual(['good', 'good']);
  };

  it('J5: a camera refused at the prompt is told with its remedy, and can be granted in the settings or when asked again', async () => {
    await student.portal.evaluate(() => (location.hash = '#/check'));
    await press(student.portal, words('portal', 'check_begin'));
    const [, , never] = await cameraPrompt();
    await hands.click(never!);
    await find(student.portal, 'button', 'Повторить проверку', { timeoutMs: 60_000 });
    const refused = (await student.checkResults()).find(({ id }) => id === 'camera');
    expect(refused?.result).toBe('bad');
    expect(refused?.text).toContain(words('portal', 'remedy_refused').split('\n')[0]);

    await press(student.portal, words('portal', 'settings_own_site'));
    const target = await machine.browser.waitForTarget((one) => one.url().startsWith('chrome://settings/'));
    const settings = await target.page();
    await setsDevices(settings!, 'allow');
    await student.portal.bringToFront();
    await press(student.portal, 'Повторить проверку');
    await student.sharesScreen();
    await devicesAreGood();

    // Asked again, and allowed for this time only.
    await setsDevices(settings!, 'ask');
    await settings!.close();
    await student.portal.bringToFront();
    await press(student.portal, 'Повторить проверку');
    const [, thisTime] = await cameraPrompt();
    await hands.click(thisTime!);
    await devicesAreGood();
    expect(await deviceStates()).toEqual(['granted', 'granted']);
  });

  it('J7: the sites of LMS and frame, refused at first, have a way back; granted at once, they are returned when the exam is over', async () => {
    expect(await areSitesGranted()).toEqual([false, false]);
    await student.portal.evaluate(() => (location.hash = '#/exams'));
    await press(student.portal, EXAM);
    await press(student.portal, 'Продолжить');
    const [refuse] = await sitePrompt();
    await hands.click(refuse!);
    await seesText(student.portal, words('portal', 'site_refused'));
    expect(await areSitesGranted()).toEqual([false, false]);

    await press(student.portal, 'Продолжить');
    const [, allow] = await sitePrompt();
    await hands.click(allow!);
    await student.portal.waitForSelector('.consent-box input:not([disabled])');
    expect(await areSitesGranted()).toEqual([true, true]);

    // Whatever was answered before: Chrome asks, and the button that the page advises is pressed.
    const settings = await machine.browser.newPage();
    await settings.goto(
      `chrome://settings/content/siteDetails?site=${encodeURIComponent(`chrome-extension://${EXTENSION_ID}`)}`,
    );
    await setsDevices(settings, 'ask');
    await settings.close();
    await student.portal.bringToFront();
    await student.consents();
    const { allow: button } = chromeWords(await student.portal.evaluate(() => chrome.i18n.getUILanguage()));
    await seesText(student.portal, words('portal', 'step_camera_title', { button }));
    const [advised] = await cameraPrompt();
    await hands.click(advised!);
    await until('both devices to be granted', async () =>
      (await deviceStates()).every((state) => state === 'granted'),
    );
    await student.passesCheck();
    await student.photographs();
    await student.shows('document');
    await seesText(student.portal, words('portal', 'photo_passport_title'));
    await student.photographs();
    await student.begins('/framed/quiz');
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    const { pattern, framePattern } = world.lms.framed;
    expect(await registered()).toEqual({
      exam: { matches: [pattern], allFrames: false },
      'exam-frames': { matches: [framePattern, pattern], allFrames: true },
    });
    const frame = await student.findsFrame('#tool');
    await frame.click('.hand-in');
    await student.hearsInPanel('Попытка закончена');
    await student.finishesExam();
    await student.waitsUntilSaved();
    await until('both permissions to be returned', async () => !(await areSitesGranted()).includes(true));
    expect(await registered()).toEqual({});
  });
});

/** Chrome's page about the extension as a site: what to do about camera and microphone. */
async function chooseInSettings(settings: Page, setting: 'allow' | 'ask'): Promise<void> {
  await until('the permissions in Chrome’s settings', () =>
    settings.evaluate((wanted) => {
      const deep = (root: ParentNode): Element[] =>
        [...root.querySelectorAll('*')].flatMap((one) => [
          one,
          ...(one.shadowRoot ? deep(one.shadowRoot) : []),
        ]);
      const selects = deep(document)
        .filter((one) => one.localName === 'site-details-permission')
        .filter((one) =>
          ['media-stream-camera', 'media-stream-mic'].includes(String(Reflect.get(one, 'category'))),
        )
        .map((one) => one.shadowRoot?.querySelector<HTMLSelectElement>('select'));
      for (const select of selects) {
        if (!select) continue;
        select.value = wanted;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      }
      return selects.filter(Boolean).length === 2;
    }, setting),
  );
}
