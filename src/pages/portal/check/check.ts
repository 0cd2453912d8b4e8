import type { Reply } from '../../../protocol/api.ts';
import type { CheckCause, CheckId, CheckResult } from '../../../protocol/check.ts';
import type { CaptureStatus } from '../../../protocol/calls.ts';

/** Everything a check may ask of the world: given to it, so that each can be tried without a browser. */
export interface CheckContext {
  capture: () => Promise<CaptureStatus>;
  /** Faces seen now; null when detection cannot run. */
  countFaces: () => Promise<number | null>;
  /** How the student, who looks at the screen, holds the head; false when it could not be measured. */
  calibrate: () => Promise<boolean>;
  countDisplays: () => Promise<number>;
  /** What the page itself was told when it asked for the device: more exact than what offscreen sees. */
  deviceCause: { camera: CheckCause | null; microphone: CheckCause | null };
  allowMultipleDisplays: boolean;
  userAgent: string;
  /** E.g. `Windows 11`; '' when the browser does not tell. */
  system: string;
  now: () => number;
  server: {
    origin: string;
    time: (signal: AbortSignal) => Promise<number>;
    uploadProbe: (bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal) => Promise<number>;
    liveTicket: (signal: AbortSignal) => Promise<string>;
    iceServers: (signal: AbortSignal) => Promise<Reply<'iceServers'>['iceServers']>;
  };
}

/** One thing that is looked at. Needs nothing of the others but that those in `needs` are good. */
export interface Check {
  id: CheckId;
  needs?: readonly CheckId[];
  run: (context: CheckContext, signal: AbortSignal) => Promise<CheckResult>;
}

export const good = (id: CheckId, value?: string): CheckResult =>
  value ? { id, ok: true, value } : { id, ok: true };
export const bad = (id: CheckId, cause: CheckCause, value?: string): CheckResult =>
  value ? { id, ok: false, cause, value: value.slice(0, 300) } : { id, ok: false, cause };
