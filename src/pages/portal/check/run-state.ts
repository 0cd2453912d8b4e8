import { signal } from '@preact/signals';
import {
  type CheckCause,
  checkIds,
  type CheckId,
  type CheckReport,
  type CheckResult,
} from '../../../protocol/check.ts';
import { call } from '../../../shared/webext/bus.ts';
import { areDevicesGranted, askForDevices, type DeviceAnswer } from './ask-devices.ts';
import { allChecks } from './checks/all.ts';
import { makeContext } from './context.ts';
import { shareByDesktop, shareByPicker } from '../screen/share-screen.ts';
import type { Demands } from './demands.ts';
import { chooseDevice, openDevices } from './devices.ts';
import { dependentsOf, runChecks, type CheckState } from './run-checks.ts';

/** Where the student is: reading, answering Chrome's two questions, waiting, looking at what came out. */
export type Stage = 'intro' | 'camera' | 'screen' | 'running' | 'done';

/** One check from beginning to end, with what the page shows of it. */
export class CheckRun {
  readonly stage = signal<Stage>('intro');
  readonly states = signal<Partial<Record<CheckId, CheckState>>>({});
  readonly results = signal<CheckResult[]>([]);
  readonly tries = signal(0);
  readonly screenCause = signal<CheckResult['cause'] | null>(null);
  /** Chrome's own picker did not lead to a screen: the next click opens the dialog that has nothing else. */
  readonly isOtherWay = signal(false);
  readonly #leaving: AbortSignal;
  readonly #demands: () => Demands;
  /** The run under way; another one takes its place. */
  #current = new AbortController();
  #isScreenAsked = false;
  #deviceCause: DeviceAnswer = { camera: null, microphone: null };

  constructor(demands: () => Demands, leaving: AbortSignal) {
    this.#demands = demands;
    this.#leaving = leaving;
  }

  /** From the first question on; what was granted before is not asked again. */
  async begin(): Promise<void> {
    await call('background', 'offscreen/ensure');
    this.stage.value = 'camera';
    this.#deviceCause = (await areDevicesGranted())
      ? { camera: null, microphone: null }
      : await askForDevices();
    const { screen } = await openDevices();
    this.isOtherWay.value = screen.otherWay ?? false;
    this.#isScreenAsked = screen.state === 'live';
    if (screen.state === 'live' && screen.surface === 'monitor') return this.look();
    // Without a camera the picker can wait: what is wrong is shown at once.
    if (this.#deviceCause.camera && this.#deviceCause.microphone) return this.look();
    this.screenCause.value = null;
    this.stage.value = 'screen';
  }

  /** Shows Chrome's screen picker, or the other dialog; stays at this step until a whole screen was picked. */
  async shareScreen(): Promise<void> {
    this.#isScreenAsked = true;
    const cause = this.isOtherWay.value ? await shareByDesktop() : await this.#shareByPicker();
    if (cause === null) return this.look();
    this.screenCause.value = cause;
  }

  async #shareByPicker(): Promise<CheckCause | null> {
    const { cause, otherWay } = await shareByPicker();
    this.isOtherWay.value = otherWay;
    return cause;
  }

  /** Runs all checks on what is open now. */
  async look(): Promise<void> {
    this.tries.value += 1;
    // Nobody was asked for the screen yet: that is no fault to be told of.
    this.states.value = this.#isScreenAsked ? {} : { screen: { state: 'skipped' } };
    await this.#run(this.#begin());
  }

  /** Another camera or microphone: what hangs on it is looked at anew. That counts as no other try. */
  async choose(kind: 'camera' | 'microphone', deviceId: string): Promise<void> {
    const run = this.#begin();
    const again = dependentsOf(kind, allChecks);
    const kept = Object.entries(this.states.value).filter(([id]) => !again.has(id as CheckId));
    this.states.value = Object.fromEntries(kept);
    // What the page was told of the one before says nothing of this one.
    this.#deviceCause = { ...this.#deviceCause, [kind]: null };
    try {
      await chooseDevice(kind === 'camera' ? { cameraId: deviceId } : { microphoneId: deviceId });
    } finally {
      await this.#run(run);
    }
  }

  #begin(): AbortSignal {
    this.#current.abort();
    this.#current = new AbortController();
    this.stage.value = 'running';
    return this.#current.signal;
  }

  /** Makes every check that has no result yet. */
  async #run(run: AbortSignal): Promise<void> {
    const known = Object.values(this.states.value).flatMap((one) =>
      one.state === 'done' ? [one.result] : [],
    );
    const checks = allChecks.filter(({ id }) => {
      const state = this.states.value[id]?.state;
      return state !== 'done' && state !== 'skipped';
    });
    try {
      const context = await makeContext(this.#deviceCause, this.#demands().allowMultipleDisplays);
      const found = await runChecks(checks, context, {
        signal: AbortSignal.any([this.#leaving, run]),
        known,
        onChange: (id, state) => {
          if (!run.aborted) this.states.value = { ...this.states.value, [id]: state };
        },
      });
      const results = new Map([...known, ...found].map((result) => [result.id, result]));
      this.results.value = allChecks.flatMap(({ id }) => results.get(id) ?? []);
      this.stage.value = 'done';
    } catch (error) {
      if (!run.aborted) throw error;
    }
  }

  get progress(): number {
    const over = Object.values(this.states.value).filter(
      ({ state }) => state === 'done' || state === 'skipped',
    );
    return over.length / checkIds.length;
  }

  report(): CheckReport {
    return {
      results: this.results.value,
      userAgent: navigator.userAgent,
      extensionVersion: chrome.runtime.getManifest().version,
      tries: Math.max(1, this.tries.value),
    };
  }
}
