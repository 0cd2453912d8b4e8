import type { ExamView, FromView } from '../../protocol/view-port.ts';
import { openViewLink } from '../link/view-link.ts';
import { followAttempt } from '../lms/follow-attempt.ts';
import { watchClipboard } from '../watchers/clipboard.ts';

/** One of an earlier run; the panel stays in the page around. */
const world = globalThis as { examusFrame?: { isAlive: () => boolean; life: AbortController } };

/**
 * Runs in frames of the exam's pages: the quiz itself may stand in one, of whatever origin (`framePatterns`). Watches
 * attempt and clipboard there. The page around shows everything, and counts the focus of its frames as its own.
 */
export function startFrame(): void {
  // An editor's empty frame belongs to the page around, which counts its focus.
  if (window === window.top || location.protocol === 'about:' || world.examusFrame?.isAlive()) return;
  world.examusFrame?.life.abort();
  const life = new AbortController();
  const { signal } = life;
  world.examusFrame = { life, isAlive: () => chrome.runtime?.id !== undefined && !signal.aborted };

  let view: ExamView | null = null;
  let kept: FromView[] = [];
  let lookAtAttempt = () => {};
  const link = openViewLink(
    {
      onMessage: (message) => {
        if (message.type !== 'view') return;
        ({ view } = message);
        lookAtAttempt();
      },
      onOpen: () => {
        for (const message of kept.splice(0)) link.send(message);
      },
      onLost: () => {},
      onOrphaned: () => life.abort(),
    },
    signal,
  );
  const tell = (message: FromView) => {
    if (!link.send(message)) kept = [...kept, message].slice(-20);
  };
  watchClipboard((act) => tell({ type: 'clipboard', act }), signal);
  const follow = () => {
    lookAtAttempt = followAttempt(
      {
        lms: () => view?.session.lms ?? null,
        isRecording: () => view?.recording ?? false,
        tell,
        onStartLabel: () => {},
      },
      signal,
    );
  };
  if (document.body) follow();
  else document.addEventListener('DOMContentLoaded', follow, { once: true, signal });
}
