import type { WarningType } from '../../protocol/warnings.ts';
import type { Detector } from './detector.ts';
import type { DeviceStates } from './sources.ts';

/** Unplugged, taken by another program, or its permission taken back. The panel's notice says what to do. */
const absent = (device: keyof DeviceStates, type: WarningType): Detector => ({
  type,
  source: 'system',
  advice: null,
  debounce: ({ deviceGoneMs }) => ({ thresholdMs: deviceGoneMs, window: 1, needed: 1 }),
  watch: ({ devices }, observe, signal) =>
    devices.listen(({ at, [device]: state }) => {
      if (state === null) return observe({ at, isActive: null });
      observe({ at, isActive: state.is === 'absent', confidence: null, reason: state.detail });
    }, signal),
});

export const cameraAbsent = absent('camera', 'camera_no_device_connected');
export const micAbsent = absent('microphone', 'mic_no_device_connected');
/** The screen is not shared: the request for it waits for an answer. */
export const screenPending = absent('screen', 'desktop_request_pending');
