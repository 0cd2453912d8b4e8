import type { LmsTarget } from '../../protocol/exam-settings.ts';
import type { FromView } from '../../protocol/view-port.ts';
import type { LmsAdapter, LmsEvent } from './adapter.ts';
import { fillPassword } from './fill-password.ts';
import { pickAdapter } from './pick.ts';

/** Pages draw in bursts; one look after each is enough. */
const SETTLE_MS = 200;
const TITLE_LENGTH = 200;

export interface AttemptFollower {
  /** How the exam describes its LMS; null while that is not known here. */
  lms: () => LmsTarget | null;
  isRecording: () => boolean;
  tell: (message: FromView) => void;
  onStartLabel: (label: string | null) => void;
}

/**
 * Tells what becomes of the attempt in this page or frame, for as long as it lives: also when it changes under its
 * address (history API). Returns a function that looks again, for news from elsewhere. Needs the body.
 */
export function followAttempt(follower: AttemptFollower, signal: AbortSignal): () => void {
  let adapter: LmsAdapter | null = null;
  let life = new AbortController();
  let last: LmsEvent | null = null;
  let isSaid = false;
  /** The address at which the page hears that the exam is recorded; null while it is not. */
  let readyAt: string | null = null;
  let ready = new AbortController();

  const choose = (): LmsAdapter => {
    const best = pickAdapter(follower.lms());
    if (best === adapter) return best;
    life.abort();
    life = new AbortController();
    isSaid = false;
    best.watch(follower.lms, AbortSignal.any([signal, life.signal]));
    ready.abort();
    readyAt = null;
    return (adapter = best);
  };
  /** Again at every address, and whenever the recording was lost in between: the page may have covered its quiz. */
  const tellReady = (sayReady: LmsAdapter['sayReady']) => {
    const now = follower.isRecording() ? location.href : null;
    if (now === readyAt) return;
    readyAt = now;
    ready.abort();
    ready = new AbortController();
    if (now !== null) sayReady(AbortSignal.any([signal, ready.signal]));
  };
  const look = () => {
    if (signal.aborted || document.readyState === 'loading') return;
    const lms = follower.lms();
    const { isSinglePage, eventOfPage, passwordField, startLabel, title, sayReady } = choose();
    follower.onStartLabel(startLabel());
    tellReady(sayReady);
    const field = passwordField(lms);
    if (field && follower.isRecording()) void fillPassword(field, !isSinglePage);
    if (isSaid && !isSinglePage) return;
    isSaid = true;
    const event = eventOfPage(lms);
    if (event === null || event === last) return;
    last = event;
    follower.tell({ type: 'lms', event, title: title(lms)?.slice(0, TITLE_LENGTH) });
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      look();
    }, SETTLE_MS);
  };
  const changes = new MutationObserver(soon);
  changes.observe(document, { subtree: true, childList: true, attributeFilter: ['class', 'hidden'] });
  signal.addEventListener('abort', () => changes.disconnect());
  // What leaving this page means is to be noted from its first moment.
  choose();
  look();
  document.addEventListener('DOMContentLoaded', look, { signal });
  return soon;
}
