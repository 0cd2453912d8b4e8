import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { launchBrowser, type TestBrowser } from '../browser.ts';
import { LiveCamera } from '../clips/camera.ts';
import { writeRoomNoise } from '../clips/wav.ts';
import { type DemoWorld, type DemoWorldOptions, startDemoWorld } from '../demo-world.ts';
import { find } from '../page-tools.ts';
import { Proctor } from '../proctor.ts';
import { Student } from '../student.ts';
import { until } from '../wait.ts';
import { isInView } from './is-in-view.ts';
import { type StepId, steps } from './steps.ts';

export interface JourneyOptions {
  extension: string;
  world?: Partial<DemoWorldOptions>;
  /** `host:port` of a proxy for both browsers and the server. */
  proxy?: string;
  /** Folder for the network logs of both browsers: see `net-log.ts`. */
  netLogs?: string;
  windowSize?: { width: number; height: number };
  /** Called when a step is over. */
  onStep?: (step: { id: StepId; title: string; ok: boolean; ms: number; error?: unknown }) => void;
  /** Called at every screen of the portal on the way, while it is shown in a small window. */
  onScreen?: (portal: Page, name: string) => Promise<void>;
}

/** A 1366×768 laptop at 125 %. */
const SMALL_WINDOW = { width: 1093, height: 500 };

/** What later steps and the final reckoning need from earlier ones. */
export interface Facts {
  sessionId: string | null;
  /** When the camera showed nobody, on this machine's clock (which is also the server's). */
  absence: { from: number; to: number } | null;
}

/**
 * One student's way through one exam, step by step in the order of the journey. `reach('J9')` goes as far as J9 and
 * no step twice, so that every row can be asked for alone.
 */
export class Journey {
  readonly world: DemoWorld;
  readonly camera: LiveCamera;
  readonly studentMachine: TestBrowser;
  readonly student: Student;
  readonly facts: Facts = { sessionId: null, absence: null };
  readonly #dir: string;
  readonly #options: JourneyOptions;
  #proctor: Promise<Proctor> | undefined;
  #proctorMachine: TestBrowser | undefined;
  #done = 0;
  #failure: { id: StepId; error: unknown } | null = null;

  private constructor(
    dir: string,
    world: DemoWorld,
    camera: LiveCamera,
    machine: TestBrowser,
    options: JourneyOptions,
  ) {
    this.#dir = dir;
    this.world = world;
    this.camera = camera;
    this.studentMachine = machine;
    this.student = new Student(machine, camera);
    this.#options = options;
  }

  static async start(options: JourneyOptions): Promise<Journey> {
    const dir = await mkdtemp(join(tmpdir(), 'examus-journey-'));
    const worldDir = resolve(options.world?.dir ?? join(dir, 'world'));
    await mkdir(worldDir, { recursive: true });
    const camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    const world = await startDemoWorld({ ...options.world, dir: worldDir, proxy: options.proxy });
    try {
      const machine = await launchBrowser({
        extension: options.extension,
        camera: camera.file,
        microphone,
        ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
        ...(options.netLogs === undefined ? {} : { netLog: join(options.netLogs, 'student.json') }),
        ...(options.windowSize === undefined ? {} : { windowSize: options.windowSize }),
      });
      return new Journey(dir, world, camera, machine, options);
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  /** Goes through every step up to and with this one. A step that failed fails everything after it. */
  async reach(id: StepId): Promise<void> {
    const target = steps.findIndex((step) => step.id === id);
    while (this.#done <= target) {
      if (this.#failure) {
        throw new Error(`${this.#failure.id} failed before`, { cause: this.#failure.error });
      }
      const step = steps[this.#done]!;
      const startedAt = performance.now();
      const over = (ok: boolean, error?: unknown) =>
        this.#options.onStep?.({
          id: step.id,
          title: step.title,
          ok,
          ms: Math.round(performance.now() - startedAt),
          error,
        });
      try {
        await step.run(this);
      } catch (error) {
        this.#failure = { id: step.id, error };
        over(false, error);
        throw error;
      }
      this.#done++;
      over(true);
    }
  }

  /** A screen of the portal as it is on the smallest laptop: its main button is in sight without scrolling (rule 13). */
  async standsAt(name: string, mainButton: string): Promise<void> {
    const { portal } = this.student;
    await portal.bringToFront();
    await portal.setViewport(SMALL_WINDOW);
    await until(
      `«${mainButton}» in sight on ${name} at ${SMALL_WINDOW.width}×${SMALL_WINDOW.height}`,
      async () => {
        await isInView(await find(portal, 'button', mainButton));
        return true;
      },
      { timeoutMs: 5000 },
    );
    await this.#options.onScreen?.(portal, name);
    await portal.setViewport(null);
  }

  /** The proctor, who comes when first needed, in a browser of their own. */
  proctor(): Promise<Proctor> {
    this.#proctor ??= (async () => {
      const { proxy, netLogs } = this.#options;
      this.#proctorMachine = await launchBrowser({
        ...(proxy === undefined ? {} : { proxy }),
        ...(netLogs === undefined ? {} : { netLog: join(netLogs, 'proctor.json') }),
      });
      const proctor = new Proctor(this.#proctorMachine, this.world.server.origin);
      await proctor.signsIn();
      return proctor;
    })();
    return this.#proctor;
  }

  async stop(): Promise<void> {
    await this.studentMachine.close();
    await this.#proctorMachine?.close();
    await this.world.stop();
    await this.camera.close();
    await rm(this.#dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
