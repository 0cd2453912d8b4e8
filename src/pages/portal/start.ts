import { effect, signal } from '@preact/signals';
import { ExamusError } from '../../protocol/errors.ts';
import { isOver } from '../../protocol/session.ts';
import { call } from '../../shared/webext/bus.ts';
import { findCapture } from './exam/capture.ts';
import { account, language, loadAccount } from './state/account.ts';
import { followExam, takeSession } from './state/exam-view.ts';
import { followOwnFocus } from './state/own-focus.ts';
import { followHash, goTo } from './state/route.ts';
import { ask } from './state/server.ts';

/** Why the portal could not start at all. */
export const startError = signal<unknown>(null);

/** Finds out who is there and whether an exam is under way, and goes on with it where it stands. */
export async function startPortal(signal: AbortSignal): Promise<void> {
  followHash();
  // Asked for in a page: offscreen is always refused. With `unlimitedStorage` nothing is evicted even without it.
  void navigator.storage.persist();
  effect(() => {
    document.documentElement.lang = language.value;
  });
  try {
    await loadAccount();
    void followExam(signal);
    followOwnFocus(signal);
    // Another student's exam, or one that is no more: the list says what there is.
    if (account.value?.person) await resumeExam().catch(() => goTo('exams'));
  } catch (error) {
    startError.value = error;
  }
}

async function resumeExam(): Promise<void> {
  const current = await call('background', 'exam/current');
  if (!current) return;
  const session = await ask('session', { params: { sessionId: current.sessionId } }).catch(
    (error: unknown) => {
      // Out of reach the server does not stop an exam: offscreen, which follows it, tells how it stands.
      if (error instanceof ExamusError && error.code === 'unavailable') return null;
      throw error;
    },
  );
  if (session) takeSession(session);
  await findCapture();
  const { phase } = session ?? current;
  if (!isOver(phase) || phase === 'finishing') goTo('exam');
}
