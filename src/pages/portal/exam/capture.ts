import { signal } from '@preact/signals';
import type { CaptureStatus } from '../../../protocol/calls.ts';
import { call } from '../../../shared/webext/bus.ts';
import { session } from '../state/exam-view.ts';

/** True once what the exam needs is open: by the check of this exam, or still open from before a reload. */
export const isCaptureReady = signal(false);

/** Everything is live that this exam insists on. */
export const isCaptured = (status: CaptureStatus, softChecks: readonly string[]): boolean =>
  (['camera', 'microphone', 'screen'] as const).every(
    (kind) => status[kind].state === 'live' || status[kind].state === 'muted' || softChecks.includes(kind),
  );

/** Asks offscreen, which alone knows, whether camera, microphone and screen are still open. */
export async function findCapture(): Promise<void> {
  try {
    await call('background', 'offscreen/ensure');
    const status = await call('offscreen', 'capture/status');
    // An exam that is being recorded goes on; what it lost has its own button and needs no check.
    isCaptureReady.value = status.recording || isCaptured(status, session.value?.softChecks ?? []);
  } catch {
    isCaptureReady.value = false;
  }
}
