import type { Phase } from '../../../protocol/session.ts';

export type Step =
  | 'consent'
  | 'check'
  | 'identity'
  | 'ready'
  | 'waiting'
  | 'running'
  | 'finishing'
  | 'closed';

/**
 * Where the student stands. The phase decides; whoever comes back without camera and screen (reload, crash, other
 * computer) passes the check once more, and no other step twice (journey J19). Who ended the exam here is done with it
 * before the server's word of that is back.
 */
export function stepOf(phase: Phase, isCaptureReady: boolean, isEndedHere = false): Step {
  switch (phase) {
    case 'created':
      return 'consent';
    case 'consented':
      return 'check';
    case 'checked':
      return isCaptureReady ? 'identity' : 'check';
    case 'identified':
      return isCaptureReady ? 'ready' : 'check';
    case 'awaiting_admission':
      return isCaptureReady ? 'waiting' : 'check';
    case 'running':
    case 'paused':
    case 'interrupted':
      if (isEndedHere) return 'finishing';
      return isCaptureReady ? 'running' : 'check';
    case 'finishing':
    case 'closed':
      return phase;
  }
}

/** The four stations shown above the page; each step belongs to one. */
export const stations = ['consent', 'check', 'identity', 'exam'] as const;
export const stationOf = (step: Step): (typeof stations)[number] =>
  step === 'consent' || step === 'check' || step === 'identity' ? step : 'exam';
