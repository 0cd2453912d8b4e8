import type { JournalBody } from '../../protocol/journal.ts';
import type { ExamView } from '../../protocol/view-port.ts';
import { call } from '../../shared/webext/bus.ts';
import { type Capture, inputs } from '../capture/capture.ts';
import { keepDevices, reopen } from '../capture/keep-devices.ts';
import { watchBattery } from './battery-watch.ts';
import { ClockWatch } from './clock-watch.ts';
import { watchDevices } from './device-watch.ts';
import type { Feed } from './feed.ts';
import { LedAway } from './led-away.ts';

export interface MachineOptions {
  capture: Capture;
  feed: Feed;
  now: () => number;
  isWanted: () => boolean;
  note: (event: Extract<JournalBody, { kind: 'event' }>['event'], detail: string) => void;
  /** The machine slept or its clock was set: what was counted from an old start is no longer right. */
  onClockJump: () => void;
  signal: AbortSignal;
}

/** What can go wrong with the student's machine while the exam runs: noticed, told, journaled, mended. */
export class Machine {
  readonly #options: MachineOptions;
  readonly #clockWatch = new ClockWatch();
  readonly #ledAway = new LedAway();

  constructor(options: MachineOptions) {
    this.#options = options;
  }

  /** From the moment on which the exam runs. */
  watch(softChecks: readonly string[]): void {
    const { capture, feed, now, isWanted, note, signal } = this.#options;
    watchDevices({
      capture,
      needed: ([...inputs, 'screen'] as const).filter((device) => !softChecks.includes(device)),
      signal,
      onLost: (notice, detail) => {
        if (!isWanted()) return;
        note('device_lost', detail);
        feed.notice(notice, now());
      },
      onBack: (notice, detail) => {
        note('device_back', detail);
        feed.noticeOver(notice);
      },
    });
    keepDevices({ capture, isWanted, signal });
    const tellBattery = (percent: number) => {
      if (!isWanted()) return;
      note('battery_low', `${percent} %`);
      feed.notice('battery_low', now(), true, percent);
    };
    void watchBattery(tellBattery, signal);
  }

  /** Some times a second, also while nothing is wanted: a look that comes late is taken for sleep. */
  tick(): void {
    const jumpMs = this.#clockWatch.look(performance.now(), Date.now());
    if (!this.#options.isWanted()) return;
    if (this.#ledAway.isInPortal && this.mendInPortal === null) {
      this.#ledAway.leftPortal();
      void call('background', 'exam/show-quiz').catch(() => undefined);
    }
    if (jumpMs === null) return;
    this.#options.note('clock_jumped', `${jumpMs} ms`);
    this.#options.onClockJump();
  }

  /** What is lost and can be mended only in the portal, where Chrome can ask. */
  get mendInPortal(): ExamView['mendInPortal'] {
    const { capture } = this.#options;
    return capture.needsQuestion ? 'devices' : capture.needsOtherScreenWay ? 'screen' : null;
  }

  /** Some times a second: whether we led the student away from the quiz, which is then no change of window. */
  isMending(): boolean {
    return this.#ledAway.look(this.#options.capture.isAsking, performance.now());
  }

  /** The student's one click, in the quiz or in the portal. */
  async mendScreen(isInQuiz: boolean): Promise<void> {
    const { capture, signal } = this.#options;
    if (!capture.needsOtherScreenWay) await capture.shareScreen(signal);
    else if (isInQuiz) await this.#showPortal();
  }

  async mendDevices(isInQuiz: boolean): Promise<void> {
    const { capture, signal } = this.#options;
    await reopen(capture, signal);
    if (capture.needsQuestion && isInQuiz) await this.#showPortal();
  }

  /** And back to the quiz when it is mended. A worker that cannot be reached now is asked by the next click. */
  async #showPortal(): Promise<void> {
    try {
      await call('background', 'portal/show');
      this.#ledAway.showedPortal(performance.now());
    } catch {
      this.#ledAway.leftPortal();
    }
  }
}
