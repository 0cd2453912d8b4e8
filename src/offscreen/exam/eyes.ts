import type { CostMeter } from '../../protocol/view-port.ts';
import type { SessionView } from '../../protocol/views.ts';
import type { Warning } from '../../protocol/warnings.ts';
import type { Capture } from '../capture/capture.ts';
import type { ServerClock } from '../clock.ts';
import { Calibration } from '../detect/calibration.ts';
import type { FaceFinder } from '../detect/face-finder.ts';
import type { HeadPose } from '../detect/face-messages.ts';
import { Meter } from '../detect/meter.ts';
import { monitor } from '../detect/monitor.ts';
import { Pace } from '../detect/pace.ts';
import { type Sense, sourceStarts, type SourceTools } from '../detect/source-list.ts';
import { makeSources } from '../detect/sources.ts';
import { Coach } from './coach.ts';
import { PageFocus } from './page-focus.ts';

export interface EyesOptions {
  capture: Capture;
  clock: ServerClock;
  finder: FaceFinder;
  /** How the head was held in the check; null = not measured. */
  level: HeadPose | null;
  onLevel: (level: HeadPose) => void;
  note: SourceTools['note'];
  onWarning: (warning: Warning) => void;
  /** Whether everything that is to be looked and listened for can be. */
  onSenses: (areWhole: boolean) => void;
  /** What is shown of it has changed. */
  onChange: () => void;
}

/** Detection of one exam: switched on and off as a whole, with its sources. */
export class Eyes {
  readonly focus: PageFocus;
  readonly coach: Coach;
  readonly calibration: Calibration;
  readonly meter = new Meter();
  readonly #pace = new Pace();
  readonly #options: EyesOptions;
  readonly #sources = makeSources();
  readonly #lost = new Set<Sense>();
  /** Noted already, in this exam: a pause ends the watching, and after it the machine is the same. */
  readonly #hints = new Set<string>();
  #watching: AbortController | null = null;

  constructor(options: EyesOptions) {
    this.#options = options;
    this.focus = new PageFocus(options.clock, this.#sources.focus);
    this.coach = new Coach(options.onChange);
    this.calibration = new Calibration(options.level, options.onLevel);
    this.#pace.onChange = () => {
      void options.capture.useFrameRate(this.#pace.gear.cameraFps).then(options.onChange);
    };
  }

  /** Watches by the session's rules; null = watches no more. */
  watch(session: SessionView | null): void {
    if (!session) return this.close();
    if (this.#watching) return;
    const { onWarning, capture, clock, finder } = this.#options;
    const { signal } = (this.#watching = new AbortController());
    const now = () => clock.now();
    const advise = this.coach.advise.bind(this.coach);
    this.focus.begin();
    const shared = { sources: this.#sources, plan: session, now, signal };
    monitor({ ...shared, onWarning, onAdvice: advise });
    const { calibration, meter } = this;
    const tellSense = this.#tellSense.bind(this);
    const note = this.#note.bind(this);
    const tools = { calibration, meter, pace: this.#pace, capture, finder, note, advise, tellSense };
    for (const start of sourceStarts) start({ ...shared, ...tools });
  }

  #note(...[event, detail]: Parameters<SourceTools['note']>): void {
    if (event === 'hint' && this.#hints.has(detail)) return;
    if (event === 'hint') this.#hints.add(detail);
    this.#options.note(event, detail);
  }

  #tellSense(sense: Sense, failure: string | null): void {
    if (this.#lost.has(sense) === (failure !== null)) return;
    if (failure === null) this.#lost.delete(sense);
    else this.#lost.add(sense);
    if (failure === null) this.#options.note('detection_back', sense);
    else this.#options.note('detection_lost', `${sense}: ${failure}`);
    this.#options.onSenses(this.#lost.size === 0);
  }

  /** What it costs this machine now. */
  get cost(): CostMeter {
    const now = performance.now();
    const { samplesPerSecond, gear } = this.#pace;
    return {
      detectionShare: this.#watching ? this.meter.detectionShare(now) : null,
      uploadBytesPerSecond: this.meter.uploadBytesPerSecond(now),
      samplesPerSecond,
      // What the camera says of itself: it need not do what it was asked for.
      cameraFps: Math.round(this.#options.capture.live('camera')?.getSettings().frameRate ?? gear.cameraFps),
      steppedDown: this.#pace.steppedDown,
    };
  }

  tick(isOurDialogOpen: boolean): void {
    if (this.#watching) this.focus.look(isOurDialogOpen);
  }

  close(): void {
    if (!this.#watching) return;
    this.#watching.abort();
    this.#watching = null;
    this.#options.finder.stop();
  }
}
