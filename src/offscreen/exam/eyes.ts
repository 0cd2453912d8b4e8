import type { SessionView } from '../../protocol/views.ts';
import type { Warning } from '../../protocol/warnings.ts';
import type { Capture } from '../capture/capture.ts';
import type { ServerClock } from '../clock.ts';
import type { FaceFinder } from '../detect/face-finder.ts';
import { monitor } from '../detect/monitor.ts';
import { sourceStarts, type SourceTools } from '../detect/source-list.ts';
import { makeSources } from '../detect/sources.ts';
import { Coach } from './coach.ts';
import { PageFocus } from './page-focus.ts';

export interface EyesOptions {
  capture: Capture;
  clock: ServerClock;
  finder: FaceFinder;
  note: SourceTools['note'];
  onWarning: (warning: Warning) => void;
  onUnavailable: () => void;
  /** What the student is advised has changed. */
  onChange: () => void;
}

/** Detection of one exam: switched on and off as a whole, with its sources. */
export class Eyes {
  readonly focus: PageFocus;
  readonly coach: Coach;
  readonly #options: EyesOptions;
  readonly #sources = makeSources();
  #watching: AbortController | null = null;

  constructor(options: EyesOptions) {
    this.#options = options;
    this.focus = new PageFocus(options.clock, this.#sources.focus);
    this.coach = new Coach(options.onChange);
  }

  /** Watches by the session's rules; null = watches no more. */
  watch(session: SessionView | null): void {
    if (!session) return this.close();
    if (this.#watching) return;
    const { capture, clock, finder, note, onWarning, onUnavailable } = this.#options;
    const { signal } = (this.#watching = new AbortController());
    const now = () => clock.now();
    const sources = this.#sources;
    const onAdvice = this.coach.advise.bind(this.coach);
    monitor({ plan: session, sources, now, onWarning, onAdvice, signal });
    for (const start of sourceStarts) {
      start({ sources, plan: session, capture, finder, now, note, onUnavailable, signal });
    }
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
