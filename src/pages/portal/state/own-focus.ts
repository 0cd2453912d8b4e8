import { effect } from '@preact/signals';
import { isRecordingPhase } from '../../../protocol/session.ts';
import { CameBack } from './came-back.ts';
import { connections, session, tell } from './exam-view.ts';

/** Who comes here in the middle of the exam, e.g. to share the screen again, has not left it: detection is told. */
export function followOwnFocus(signal: AbortSignal): void {
  const cameBack = new CameBack();
  const look = () => {
    const isRunning = session.value !== null && isRecordingPhase(session.value.phase);
    const visible = document.visibilityState === 'visible';
    const focused = document.hasFocus();
    if (cameBack.look({ isRunning, isHere: visible && focused }) !== null)
      tell({ type: 'focus', visible, focused, at: Date.now() });
  };
  for (const type of ['focus', 'blur']) window.addEventListener(type, look, { signal });
  document.addEventListener('visibilitychange', look, { signal });
  let known = 0;
  const stop = effect(() => {
    if (connections.value !== known) cameBack.forget();
    known = connections.value;
    look();
  });
  signal.addEventListener('abort', stop);
}
