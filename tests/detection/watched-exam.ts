import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToView } from '../../src/protocol/view-port.ts';
import type { WarningType } from '../../src/protocol/warnings.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { LiveCamera } from '../support/clips/camera.ts';
import { writeWav } from '../support/clips/wav.ts';
import { type DemoWorld, type ExamIdea, startDemoWorld } from '../support/demo-world.ts';
import type { Sound } from '../support/sounds/signal.ts';
import { Student } from '../support/student.ts';
import { words } from '../support/words.ts';
import type { SuiteCase, ToldWarning } from './suite-case.ts';

const EXAM = 'Экзамен для проверки предупреждений';

export interface WatchedExamOptions {
  extension: string;
  consoleDir: string;
  sound: Sound;
  settings: NonNullable<SuiteCase['settings']>;
}

/** A real exam in the real extension, whose warnings are read where the panel reads them. */
export class WatchedExam {
  readonly camera: LiveCamera;
  readonly machine: TestBrowser;
  readonly student: Student;
  readonly world: DemoWorld;
  /** When the microphone began to play its sound, on this machine's clock. */
  soundSince = 0;
  readonly #dir: string;

  private constructor(parts: Pick<WatchedExam, 'camera' | 'machine' | 'world'>, dir: string) {
    this.camera = parts.camera;
    this.machine = parts.machine;
    this.world = parts.world;
    this.student = new Student(parts.machine, parts.camera);
    this.#dir = dir;
  }

  static async start({ extension, consoleDir, sound, settings }: WatchedExamOptions): Promise<WatchedExam> {
    const dir = await mkdtemp(join(tmpdir(), 'examus-detection-'));
    const microphone = join(dir, 'microphone.wav');
    await writeWav(microphone, sound);
    const camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    const exam: ExamIdea = {
      key: 'detection',
      name: EXAM,
      courseName: 'Линейная алгебра, 1 курс',
      cmid: 1,
      // The server checks them.
      settings: { identification: 'skip', durationMinutes: 120, ...(settings as ExamIdea['settings']) },
    };
    const world = await startDemoWorld({ dir: join(dir, 'world'), exams: [exam], consoleDir });
    const machine = await launchBrowser({ extension, camera: camera.file, microphone });
    const watched = new WatchedExam({ camera, machine, world }, dir);
    await watched.#begin();
    return watched;
  }

  async #begin(): Promise<void> {
    const { student } = this;
    await student.opensPortal(this.world.server.origin);
    await student.signsIn('student');
    await student.startsExam(EXAM);
    await this.#noteWhenSoundBegins();
    await student.consents();
    await student.passesCheck();
    await student.begins();
    await student.startsAttempt();
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    this.soundSince = await this.#soundBegan();
    await this.#collectWarnings();
    await student.quiz.bringToFront();
  }

  /** The file starts anew for each stream: the last microphone that was opened is the one that is heard. */
  async #noteWhenSoundBegins(): Promise<void> {
    const offscreen = await this.machine.offscreen();
    await offscreen.evaluate(() => {
      const devices = navigator.mediaDevices;
      const open = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (constraints) => {
        const stream = await open(constraints);
        if (constraints?.audio) Object.assign(globalThis, { soundBegan: Date.now() });
        return stream;
      };
    });
  }

  async #soundBegan(): Promise<number> {
    const offscreen = await this.machine.offscreen();
    const at = await offscreen.evaluate(() => (globalThis as { soundBegan?: number }).soundBegan);
    if (at === undefined) throw new Error('the microphone was opened before it could be noted');
    return at;
  }

  async #collectWarnings(): Promise<void> {
    await this.student.portal.evaluate(() => {
      const told = new Map<string, { type: string; startAt: number; toldAt: number; isOver: boolean }>();
      Object.assign(globalThis, { toldWarnings: told });
      const port = chrome.runtime.connect({ name: 'exam-view' });
      port.onMessage.addListener((message: ToView) => {
        if (message.type !== 'view') return;
        for (const item of message.view.feed) {
          if (item.kind !== 'warning') continue;
          const known = told.get(item.id);
          told.set(item.id, {
            type: item.warning,
            startAt: item.at - message.view.clockOffsetMs,
            toldAt: known?.toldAt ?? Date.now(),
            isOver: item.endAt !== null,
          });
        }
      });
    });
  }

  /** Every warning so far. */
  async warnings(): Promise<(ToldWarning & { isOver: boolean })[]> {
    return this.student.portal.evaluate(() => {
      const { toldWarnings } = globalThis as unknown as {
        toldWarnings: Map<string, { type: WarningType; startAt: number; toldAt: number; isOver: boolean }>;
      };
      return [...toldWarnings.values()];
    });
  }

  async stop(): Promise<void> {
    await this.machine.close().catch(() => undefined);
    await this.world.stop();
    await this.camera.close();
    await rm(this.#dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
