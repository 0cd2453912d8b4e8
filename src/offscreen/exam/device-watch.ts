import type { TechnicalNotice } from '../../protocol/view-port.ts';
import type { Capture, DeviceKind } from '../capture/capture.ts';

const notices: Record<DeviceKind, TechnicalNotice> = {
  camera: 'camera_lost',
  microphone: 'microphone_lost',
  screen: 'screen_lost',
};
export const deviceKinds = Object.keys(notices) as DeviceKind[];

export interface DeviceWatchOptions {
  capture: Capture;
  signal: AbortSignal;
  onLost: (device: DeviceKind, notice: TechnicalNotice, state: string) => void;
  onBack: (device: DeviceKind, notice: TechnicalNotice) => void;
}

/** Notices when a device that worked stops delivering during the exam, and when it works again. */
export function watchDevices({ capture, signal, onLost, onBack }: DeviceWatchOptions): void {
  const lost = new Set<DeviceKind>();
  const hadWorked = new Set<DeviceKind>();
  const look = () => {
    for (const device of deviceKinds) {
      const state = capture.state(device);
      if (state === 'live') {
        hadWorked.add(device);
        if (lost.delete(device)) onBack(device, notices[device]);
      } else if (hadWorked.has(device) && !lost.has(device)) {
        lost.add(device);
        onLost(device, notices[device], state);
      }
    }
  };
  capture.onChange(look, signal);
  look();
}
