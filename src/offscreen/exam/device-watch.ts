import type { TechnicalNotice } from '../../protocol/view-port.ts';
import type { Capture, DeviceKind } from '../capture/capture.ts';

const notices: Record<DeviceKind, TechnicalNotice> = {
  camera: 'camera_lost',
  microphone: 'microphone_lost',
  screen: 'screen_lost',
  tab: 'tab_lost',
};
export const deviceKinds = Object.keys(notices) as DeviceKind[];

export interface DeviceWatchOptions {
  capture: Pick<Capture, 'state' | 'label' | 'onChange'>;
  /** What the exam cannot do without: not having it from the start is a loss, too (offscreen was made anew). */
  needed: readonly DeviceKind[];
  signal: AbortSignal;
  /** `detail`: which, how, and what the system calls it. */
  onLost: (notice: TechnicalNotice, detail: string) => void;
  onBack: (notice: TechnicalNotice, detail: string) => void;
}

/** Notices when a device stops delivering during the exam, and when it works again. */
export function watchDevices({ capture, needed, signal, onLost, onBack }: DeviceWatchOptions): void {
  const lost = new Set<DeviceKind>();
  const missed = new Set<DeviceKind>(needed);
  const look = () => {
    for (const device of deviceKinds) {
      const state = capture.state(device);
      const name = capture.label(device);
      if (state === 'live') {
        missed.add(device);
        if (lost.delete(device)) onBack(notices[device], `${device} ${name}`.trim());
      } else if (missed.has(device) && !lost.has(device)) {
        lost.add(device);
        onLost(notices[device], `${device} ${state} ${name}`.trim());
      }
    }
  };
  capture.onChange(look, signal);
  look();
}
