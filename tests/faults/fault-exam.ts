import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { callExtension } from '../support/call-extension.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { type DemoWorld, type ExamIdea, startDemoWorld } from '../support/demo-world.ts';
import { freePort } from '../support/exam-server.ts';
import { find, press, sees } from '../support/page-tools.ts';
import { Student } from '../support/student.ts';
import { lapse, until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../server/postgres.ts';
import { startVirtualDisplay, type VirtualDisplay } from '../support/xvfb.ts';
import { makeSmallDisk, type SmallDisk } from '../server/small-disk.ts';
import type { Fault } from './fault.ts';
import { Middle } from './middle.ts';
import { allow, inputs } from '../support/permissions.ts';

const EXAM = 'Экзамен с помехами';
/** Nothing but what a recording needs: no photos. */
const examOf = (length: RunLength): ExamIdea => ({
  key: 'faults',
  name: EXAM,
  courseName: 'Линейная алгебра, 1 курс',
  cmid: 1,
  settings: {
    identification: 'skip',
    durationMinutes: 60,
    ...(length === 'quick' ? { returnWindowMinutes: 1 } : {}),
  },
});
const RECORD_MS = 8000;

/** How long what takes its time goes on. */
export type RunLength = 'quick' | 'whole' | 'long';

export interface FaultExamOptions {
  extension: string;
  consoleDir: string;
  length: RunLength;
  needs: NonNullable<Fault['needs']>;
}

/** One exam that something happens to. */
export class FaultExam {
  readonly length: RunLength;
  readonly world: DemoWorld;
  readonly middle: Middle;
  readonly camera: LiveCamera;
  readonly postgres: PostgresServer | null;
  readonly serverDisk: SmallDisk | null;
  readonly profileDisk: SmallDisk | null;
  readonly display: VirtualDisplay | null;
  machine: TestBrowser;
  student: Student;
  sessionId = '';
  /** When the fault was over and the exam could go on, on this machine's clock (which is also the server's). */
  overAt = 0;
  /** How long no browser ran: nothing can be recorded then. */
  awayMs = 0;
  #goneAt = 0;
  readonly #did: string[] = [];
  readonly #launch: () => Promise<TestBrowser>;
  readonly #dir: string;

  private constructor(
    parts: Pick<
      FaultExam,
      'world' | 'middle' | 'camera' | 'postgres' | 'serverDisk' | 'profileDisk' | 'display'
    >,
    dir: string,
    machine: TestBrowser,
    launch: () => Promise<TestBrowser>,
    length: RunLength,
  ) {
    this.world = parts.world;
    this.middle = parts.middle;
    this.camera = parts.camera;
    this.postgres = parts.postgres;
    this.serverDisk = parts.serverDisk;
    this.profileDisk = parts.profileDisk;
    this.display = parts.display;
    this.machine = machine;
    this.student = new Student(machine, parts.camera);
    this.length = length;
    this.#launch = launch;
    this.#dir = dir;
  }

  static async start({ extension, consoleDir, length, needs }: FaultExamOptions): Promise<FaultExam> {
    const dir = await mkdtemp(join(tmpdir(), 'examus-fault-'));
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    const camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    const serverDisk = needs.smallServerDisk ? makeSmallDisk(400) : null;
    const profileDisk = needs.smallProfile ? makeSmallDisk(1024) : null;
    const postgres = needs.postgres ? await startOwnPostgres() : null;
    const middle = await Middle.open();
    const port = await freePort();
    middle.leadTo(port);
    const worldDir = join(serverDisk?.dir ?? dir, 'world');
    await mkdir(worldDir, { recursive: true });
    const world = await startDemoWorld({
      dir: worldDir,
      exams: [examOf(length)],
      consoleDir,
      publicOrigin: middle.origin,
      ports: { server: port },
      ...(postgres ? { databaseUrl: await postgres.createDatabase() } : {}),
    });
    const profile = join(profileDisk?.dir ?? dir, 'profile');
    await mkdir(profile);
    const display = needs.display ? await startVirtualDisplay() : null;
    const launch = async () => {
      const machine = await launchBrowser({
        extension,
        camera: camera.file,
        microphone,
        profile,
        // Where no flag answers the prompts, what is granted can be withdrawn; that needs windows.
        ...(display ? { display: display.name, promptsAnswered: false } : {}),
      });
      if (display) for (const name of inputs) await allow(machine, name, 'granted');
      return machine;
    };
    const parts = { world, middle, camera, postgres, serverDisk, profileDisk, display };
    return new FaultExam(parts, dir, await launch(), launch, length);
  }

  /** As far as the quiz, by the shortest way, until something of it is on the server. */
  async runs(): Promise<void> {
    const { student } = this;
    await student.opensPortal(this.middle.origin);
    await student.signsIn('student');
    await student.startsExam(EXAM);
    await student.consents();
    await student.passesCheck();
    await student.begins();
    await student.startsAttempt();
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    const current = await callExtension(student.portal, 'background', 'exam/current');
    if (!current) throw new Error('the extension knows no exam under way');
    this.sessionId = current.sessionId;
    await Promise.all([this.isSaved(0), lapse(RECORD_MS)]);
  }

  /** Waits until pieces of both recordings that begin after `from` are acknowledged. */
  async isSaved(from: number, timeoutMs = 60_000): Promise<void> {
    const has = (kind: string) =>
      this.middle.acknowledged.some(
        ({ name, startAt }) => name.startsWith(`${kind}/`) && !name.endsWith('/0') && startAt >= from,
      );
    await until(
      'both recordings to go on',
      async () => {
        if (has('camera') && has('screen')) return true;
        await this.#mendsWhatIsAsked();
        return false;
      },
      { timeoutMs, everyMs: 200 },
    );
  }

  /** Presses what the panel or the portal offers to mend. */
  async #mendsWhatIsAsked(): Promise<void> {
    const { student } = this;
    for (const key of ['mend_screen', 'mend_devices']) {
      const label = words('panel', key);
      if (student.quiz.isClosed() || !(await sees(student.quiz, 'button', label))) continue;
      await this.does(`«${label}»`, () => press(student.quiz, label, { timeoutMs: 2000 }));
    }
  }

  /** Something the student has to do because of the fault. */
  async does<T>(what: string, act: () => Promise<T>): Promise<T> {
    const result = await act();
    if (this.#did.at(-1) !== what) this.#did.push(what);
    return result;
  }
  get studentDid(): string[] {
    return this.#did;
  }

  /** The exam can go on from now: what counts for how fast it does. */
  isOver(): void {
    this.overAt = Date.now();
  }

  /** Ends the browser as a crash or a power cut would. */
  async killBrowser(): Promise<void> {
    const process = this.machine.browser.process();
    if (!process) throw new Error('this browser is not ours');
    const ended = new Promise((over) => process.once('exit', over));
    process.kill('SIGKILL');
    this.#goneAt = Date.now();
    await ended;
  }

  /** The same profile again, and the portal, which Chrome or the student opens. */
  async reopensBrowser(): Promise<void> {
    this.machine = await this.#launch();
    this.awayMs += Date.now() - this.#goneAt;
    this.student = new Student(this.machine, this.camera);
    await this.student.reopensPortal();
  }

  /** Back into the running exam, by whatever the portal offers. */
  async goesBackIn(): Promise<void> {
    const { student } = this;
    const { portal } = student;
    // What is broken first, then on.
    const ways = [words('portal', 'step_screen_button'), words('portal', 'running_show'), 'Продолжить'];
    const isThere = () =>
      this.machine.browser.targets().some((one) => one.url().includes('/mod/quiz/')) || null;
    await until(
      'the quiz to be there again',
      async () => {
        if (isThere()) return true;
        for (const label of ways) {
          if (!(await sees(portal, 'button', label))) continue;
          await this.does(`«${label}»`, () => press(portal, label, { timeoutMs: 2000 }));
          break;
        }
        return false;
      },
      { timeoutMs: 60_000, everyMs: 500 },
    );
    await student.findsQuiz();
    await student.continuesAttempt();
  }

  /** Records on, then finishes. */
  async finishes(): Promise<void> {
    await lapse(RECORD_MS);
    const { student } = this;
    await student.quiz.bringToFront();
    await find(student.quiz, 'button', 'Завершить экзамен', { timeoutMs: 30_000 });
    await student.finishesExam();
    await student.waitsUntilSaved(120_000);
  }

  async stop(): Promise<void> {
    await this.machine.close().catch(() => undefined);
    await this.world.stop();
    await this.middle.close();
    await this.postgres?.stop();
    await this.camera.close();
    await this.display?.stop();
    this.serverDisk?.remove();
    this.profileDisk?.remove();
    await rm(this.#dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

function startOwnPostgres(): Promise<PostgresServer> {
  const bin = findPostgres();
  if (bin === null) throw new Error('no PostgreSQL here: apt-get install postgresql');
  return startPostgres(bin);
}
