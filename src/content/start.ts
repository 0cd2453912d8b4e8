import type { FromView } from '../protocol/view-port.ts';
import { call } from '../shared/webext/bus.ts';
import { afterFirstPaint } from './after-first-paint.ts';
import { askForLate, awaitLate } from './late/arrival.ts';
import { liveSource } from './link/live-source.ts';
import { followAttempt } from './lms/follow-attempt.ts';
import { pickAdapter } from './lms/pick.ts';
import { mountPanel } from './mount.tsx';
import { keepAside } from './room/aside.ts';
import { givenRoom, type Room, takeRoom } from './room/room.ts';
import { type KeyShield, shieldKeys } from './shield-keys.ts';
import { stayMounted } from './stay.ts';
import { watchClipboard } from './watchers/clipboard.ts';
import { watchFocus } from './watchers/focus.ts';

/** Who shows the panel in this page. Lives in the extension's own world: the page cannot see it. */
interface Shown {
  isAlive: () => boolean;
  life: AbortController;
}
const shown = globalThis as { examusPanel?: Shown; examusShield?: KeyShield };

/**
 * Runs at the start of every page of the exam, and once more in pages that were open before. Before the first paint it
 * does only what cannot wait: keys are shielded before the page's first script, the page's own fixed parts stand
 * aside. The panel comes after the first paint, into the room that room.css has made.
 */
export function startContent(): void {
  if (window !== window.top) return;
  shown.examusShield ??= shieldKeys();
  const isShown = () => {
    const room = shown.examusPanel?.isAlive() ? null : givenRoom();
    if (room !== null) showPanel(room);
    return room !== null;
  };
  // At `document_start` Chrome has not always looked at the style sheets it injects; when the body comes, it has.
  onceBody(() => isShown() || onceParsed(isShown));
}

function showPanel(room: Room): void {
  // One of an older build, which nobody answers any more.
  shown.examusPanel?.life.abort();
  for (const left of document.querySelectorAll('examus-panel')) left.remove();

  const life = new AbortController();
  const { signal } = life;
  shown.examusPanel = { life, isAlive: () => chrome.runtime?.id !== undefined && !signal.aborted };

  awaitLate();
  let tellFocusAgain = () => {};
  const source = liveSource(() => tellFocusAgain(), signal);
  tellFocusAgain = watchFocus((focus) => {
    source.send({ type: 'focus', ...focus, at: Date.now() } satisfies FromView);
  }, signal);
  watchClipboard((act) => source.sendLater({ type: 'clipboard', act }), signal);

  const aside = keepAside(pickAdapter(null).placed, signal);
  const lookAtAttempt = followAttempt(
    {
      lms: () => source.state().view?.session.lms ?? null,
      isRecording: () => source.state().view?.recording ?? false,
      tell: source.sendLater,
      onStartLabel: (startLabel) => {
        if (startLabel !== source.state().startLabel) source.set({ startLabel });
      },
    },
    signal,
  );
  source.subscribe(lookAtAttempt);

  afterFirstPaint(() => {
    const host = mountPanel({
      source,
      signal,
      mode: 'closed',
      shield: shown.examusShield ?? shieldKeys(),
      initiallyCollapsed: room === 'by-width' ? null : room === 'collapsed',
      onCollapsed: (collapsed) => {
        takeRoom(collapsed ? 'collapsed' : 'open');
        aside.again();
        // The worker may be gone for good after an update; the link tells the student.
        call('background', 'panel/collapsed', { collapsed }).catch(() => undefined);
      },
    });
    const { language } = source.state().words;
    askForLate(() => call('background', 'panel/late', { language }), signal);
    stayMounted(host, () => source.sendLater({ type: 'panel-removed' }), signal);
  }, signal);
}

function onceBody(run: () => unknown): void {
  if (document.body) return void run();
  const wait = new MutationObserver(() => {
    if (!document.body) return;
    wait.disconnect();
    run();
  });
  wait.observe(document, { childList: true, subtree: true });
}

function onceParsed(run: () => unknown): void {
  if (document.readyState !== 'loading') run();
  else document.addEventListener('DOMContentLoaded', run, { once: true });
}
