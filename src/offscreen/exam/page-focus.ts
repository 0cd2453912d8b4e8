import type { FromView } from '../../protocol/view-port.ts';
import type { ServerClock } from '../clock.ts';
import type { Sources } from '../detect/sources.ts';
import { UNSEEN_MS } from '../detect/debounce.ts';
import { FocusTracker } from '../detect/focus-tracker.ts';
import type { ViewLink } from './view-ports.ts';

/** Feeds what quiz pages say of their focus into detection. Our own pages in front are no offence either. */
const OLDEST_MS = 5000;
/** Nobody chooses a file for longer; what a page that died left open is no excuse for ever. */
const DIALOG_MS = 120_000;

export class PageFocus {
  readonly #clock: ServerClock;
  readonly #focus: Sources['focus'];
  readonly #tracker = new FocusTracker();
  /** By page, since when. */
  readonly #dialogs = new Map<string, number>();
  #lookedAt = -Infinity;
  /** The moment of going away that is told already. */
  #toldSince: number | null = null;

  constructor(clock: ServerClock, focus: Sources['focus']) {
    this.#clock = clock;
    this.#focus = focus;
  }

  connectPage(link: ViewLink): void {
    // A frame's focus is told by the page around it; the tool of a quiz in some other page is no quiz.
    if (link.isQuiz && !link.isFrame) this.#tracker.connect(link.id, this.#clock.now());
  }

  disconnectPage(link: ViewLink): void {
    this.#dialogs.delete(link.id);
    this.#tracker.disconnect(link.id, this.#clock.now());
  }

  say(link: ViewLink, { visible, focused, at }: Extract<FromView, { type: 'focus' }>): void {
    // The page's word for when it happened, within reason.
    const now = this.#clock.now();
    const told = Math.min(now, Math.max(now - OLDEST_MS, this.#clock.fromWall(at)));
    this.#tracker.say(link.id, { visible, focused }, told);
    this.#emit(told);
  }

  /** The panel opened a dialog of its own, or it is closed. */
  useDialog(link: ViewLink, isOpen: boolean): void {
    if (isOpen) this.#dialogs.set(link.id, this.#clock.now());
    else this.#dialogs.delete(link.id);
  }

  /** From now on it counts: where the student was before, in a pause or ahead of the exam, is nobody's business. */
  begin(): void {
    this.#lookedAt = this.#clock.now();
    this.#tracker.excuse(this.#lookedAt);
    this.#toldSince = null;
  }

  /** Some times a second, while it counts. */
  look(isOurDialogOpen: boolean): void {
    const now = this.#clock.now();
    // The machine slept, or its clock was put right: nobody was away for so long.
    if (now - this.#lookedAt > UNSEEN_MS) this.#tracker.excuse(now);
    this.#lookedAt = now;
    const isChoosing = [...this.#dialogs.values()].some((since) => now - since < DIALOG_MS);
    if (!isOurDialogOpen && !isChoosing) return this.#emit(now);
    // Said outright: a warning that the loss of focus has begun to count would go on counting otherwise.
    this.#tracker.excuse(now);
    this.#toldSince = null;
    this.#focus.emit({ at: now, isAway: false });
  }

  #emit(now: number): void {
    const attention = this.#tracker.look(now);
    if (!attention) return;
    const since = attention.isAway ? attention.since : null;
    // Once: told again later, it would look as if the clock had been put back.
    if (since !== null && since !== this.#toldSince) this.#focus.emit({ at: since, isAway: true });
    this.#toldSince = since;
    this.#focus.emit({ at: now, isAway: attention.isAway });
  }
}
