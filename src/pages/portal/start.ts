import { effect, signal } from '@preact/signals';
import { isOver } from '../../protocol/session.ts';
import { call } from '../../shared/webext/bus.ts';
import { findCapture } from './exam/capture.ts';
import { account, language, loadAccount } from './state/account.ts';
import { followExam, takeSession } from './state/exam-view.ts';
import { followHash, goTo } from './state/route.ts';
import { ask } from './state/server.ts';

/** Why the portal could not start at all. */
export const startError = signal<unknown>(null);

/** Finds out who is there and whether an exam is under way, and goes on with it where it stands. */
export async function startPortal(signal: AbortSignal): Promise<void> {
  followHash();
  effect(() => {
    document.documentElement.lang = language.value;
  });
  try {
    await loadAccount();
    void followExam(signal);
    if (account.value?.person) await resumeExam();
  } catch (error) {
    startError.value = error;
  }
}

async function resumeExam(): Promise<void> {
  const current = await call('background', 'exam/current');
  if (!current) return;
  const session = await ask('session', { params: { sessionId: current.sessionId } }).catch(() => null);
  if (!session) return;
  takeSession(session);
  await findCapture();
  if (!isOver(session.phase) || session.phase === 'finishing') goTo('exam');
}
