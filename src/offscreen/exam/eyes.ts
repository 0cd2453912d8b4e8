import type { SessionView } from '../../protocol/views.ts';
import type { Warning } from '../../protocol/warnings.ts';
import type { Capture } from '../capture/capture.ts';
import type { ServerClock } from '../clock.ts';
import type { Sources } from '../detect/detector.ts';
import { watchFaces } from '../detect/face-source.ts';
import type { FaceFinder } from '../detect/face-finder.ts';
import { monitor } from '../detect/monitor.ts';
import { Emitter } from '../emitter.ts';
import { PageFocus } from './page-focus.ts';

export interface EyesOptions {
  capture: Capture;
  clock: ServerClock;
  finder: FaceFinder;
  onWarning: (warning: Warning) => void;
  onUnavailable: () => void;
}

/** Detection of one exam: switched on and off as a whole, with its sources. */
export class Eyes {
  readonly focus: PageFocus;
  readonly #options: EyesOptions;
  readonly #sources: Sources = { faces: new Emitter(), focus: new Emitter() };
  #watching: AbortController | null = null;

  constructor(options: EyesOptions) {
    this.#options = options;
    this.focus = new PageFocus(options.clock, this.#sources.focus);
  }

  /** Watches by the session's rules; null = watches no more. */
  watch(session: SessionView | null): void {
    if (!session) return this.close();
    if (this.#watching) return;
    const { capture, clock, finder, onWarning, onUnavailable } = this.#options;
    const { signal } = (this.#watching = new AbortController());
    const now = () => clock.now();
    monitor({ session, sources: this.#sources, now, onWarning, signal });
    watchFaces({ capture, finder, faces: this.#sources.faces, now, onUnavailable, signal });
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
