import { type Capture, type InputKind, inputs } from './capture.ts';

/** A device that another program held is free again without a word; so it is tried now and then. */
const RETRY_MS = 2000;

export interface KeepDevicesOptions {
  capture: Capture;
  /** False = nothing is to be opened now. */
  isWanted: () => boolean;
  signal: AbortSignal;
}

/**
 * Opens camera and microphone again by itself when they come back: plugged in, given free by another program, or
 * allowed again. Where Chrome would have to ask, it opens nothing and says so in the device's state: a question that
 * nobody sees counts as dismissed, and after three of those Chrome asks no more for a week.
 */
export function keepDevices({ capture, isWanted, signal }: KeepDevicesOptions): void {
  let isBusy = false;
  const mend = async () => {
    if (isBusy || signal.aborted || !isWanted()) return;
    if (inputs.every((kind) => capture.live(kind))) return;
    isBusy = true;
    try {
      await reopen(capture, signal);
    } finally {
      isBusy = false;
    }
  };
  navigator.mediaDevices.addEventListener('devicechange', () => void mend(), { signal });
  for (const name of inputs) {
    void navigator.permissions.query({ name }).then((status) => {
      const changed = () => {
        if (status.state !== 'granted' && isWanted()) capture.withdraw(name, refusalOf(status.state));
        void mend();
      };
      status.addEventListener('change', changed, { signal });
    });
  }
  capture.onChange(() => void mend(), signal);
  const timer = setInterval(() => void mend(), RETRY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/** Opens what may be opened without a question; what may not is marked so. Never rejects. */
export async function reopen(capture: Capture, signal: AbortSignal): Promise<void> {
  const allowed: InputKind[] = [];
  for (const kind of inputs) {
    const { state } = await navigator.permissions.query({ name: kind });
    if (state === 'granted') allowed.push(kind);
    else if (!capture.live(kind)) capture.withdraw(kind, refusalOf(state));
  }
  await capture.open({}, signal, allowed);
}

const refusalOf = (state: PermissionState) => (state === 'denied' ? 'refused' : 'dismissed');
