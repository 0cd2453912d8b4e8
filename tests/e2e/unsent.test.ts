import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { callExtension } from '../support/call-extension.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { writePicture } from '../support/chat-picture.ts';
import { type DemoWorld, startDemoWorld } from '../support/demo-world.ts';
import { type Line, layLine } from '../support/line.ts';
import { find, press, seesText } from '../support/page-tools.ts';
import { Proctor } from '../support/proctor.ts';
import { Student } from '../support/student.ts';
import { lapse, until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { built } from './build-once.ts';

const EXAM = 'Контрольная';
const NAME = 'Иван Петров';

/** What a student's computer does when the server is out of reach, the browser dies, or another computer comes. */
describe('an exam whose computer or network fails', () => {
  let dir: string;
  let world: DemoWorld;
  let line: Line;
  let machine: TestBrowser;
  let other: TestBrowser | undefined;
  let proctorMachine: TestBrowser;
  let camera: LiveCamera;
  let student: Student;
  let proctor: Proctor;
  let sessionId: string;

  const launch = (profile: string) =>
    launchBrowser({
      extension: built.demoExtension,
      camera: camera.file,
      microphone: join(dir, 'microphone.wav'),
      profile: join(dir, profile),
    });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'examus-unsent-'));
    await Promise.all(['one', 'two'].map((name) => mkdir(join(dir, name))));
    await writeRoomNoise(join(dir, 'microphone.wav'));
    camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    world = await startDemoWorld({
      dir: join(dir, 'world'),
      consoleDir: built.console,
      exams: [
        {
          key: 'short',
          name: EXAM,
          courseName: '',
          cmid: 2,
          settings: { mode: 'offline', identification: 'skip', durationMinutes: 30, returnWindowMinutes: 1 },
        },
      ],
    });
    line = await layLine(world.server.origin);
    machine = await launch('one');
    student = new Student(machine, camera);
    proctorMachine = await launchBrowser();
    proctor = new Proctor(proctorMachine, world.server.origin);
    await proctor.signsIn();
    await student.opensPortal(line.origin);
    await student.signsIn('student2');
    await student.startsExam(EXAM);
    await student.consents();
    await student.passesCheck();
    await student.begins();
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    sessionId = await proctor.opensSessionOf(NAME);
  });
  afterAll(async () => {
    await machine?.close();
    await other?.close();
    await proctorMachine?.close();
    await line?.close();
    await world?.stop();
    await camera?.close();
    await rm(dir, { recursive: true, force: true });
  });

  const status = (of = machine, page = student.portal) =>
    callExtension(page, 'offscreen', 'capture/status').then(({ recording }) => of && recording);

  it('keeps the first of two computers and tells the second', async () => {
    other = await launch('two');
    const second = new Student(other, camera);
    await second.opensPortal(world.server.origin);
    await second.signsIn('student2');
    await second.portal.evaluate(() => (location.hash = '#/exams'));
    await press(second.portal, EXAM);
    await press(second.portal, 'Продолжить');
    await seesText(second.portal, words('portal', 'elsewhere_title'));
    expect(await status(other, second.portal)).toBe(false);
    await press(second.portal, words('portal', 'elsewhere_continue'));
    await lapse(2000);
    await find(second.portal, 'button', words('portal', 'elsewhere_continue'));
    expect(await status()).toBe(true);
    await other.close();
    other = undefined;
  });

  it('records on through an outage longer than the return window', async () => {
    const phase = async () => (await proctor.detail(sessionId)).phase;
    line.cut();
    await until('the server to close the session', async () => (await phase()) === 'closed', {
      timeoutMs: 120_000,
    });
    await lapse(10_000);
    expect(await status()).toBe(true);
    line.mend();
    const states: boolean[] = [];
    await until(
      'the server to know that capture ran on',
      async () => {
        states.push(await status());
        return (await phase()) === 'running';
      },
      { timeoutMs: 60_000 },
    );
    for (let look = 0; look < 10; look++) {
      states.push(await status());
      await lapse(500);
    }
    expect(states).not.toContain(false);
    expect(await phase()).toBe('running');
  });

  it('sends the rest after a crash, without a login, and shows it to nobody', async () => {
    await student.writes('Последнее сообщение');
    await world.server.stop();
    const picture = await writePicture(dir);
    await student.sendsPicture(picture);
    await lapse(10_000);
    await student.finishesExam();
    await until('the end to be decided here', async () => !(await status()), { timeoutMs: 20_000 });
    await student.portal.bringToFront();
    await callExtension(student.portal, 'background', 'account/sign-out');
    const killed = machine.browser.process();
    killed?.kill('SIGKILL');
    await until(
      'the browser to be gone',
      async () => killed?.exitCode !== null || killed.signalCode !== null,
    );
    await world.restartServer();
    machine = await launch('one');
    const closed = await until(
      'the session to be closed',
      async () => {
        const detail = await proctor.detail(sessionId);
        return detail.phase === 'closed' && detail;
      },
      { timeoutMs: 90_000 },
    );
    expect(closed.closeReason).toBe('by_student');
    expect(closed.chat.filter(({ hasImage }) => hasImage)).toMatchObject([{ from: 'student' }]);
    const page = await machine.browser.newPage();
    await page.goto(`chrome-extension://${machine.extension().id}/src/pages/portal/index.html`);
    expect(await callExtension(page, 'background', 'exam/current')).toBeNull();
    expect(await callExtension(page, 'background', 'account/credentials')).toBeNull();
  });
});
