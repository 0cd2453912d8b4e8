import type { SourceTools } from './source-list.ts';
import type { DeviceState, DeviceStates } from './sources.ts';

const LOOK_EVERY_MS = 500;
const kinds = ['camera', 'microphone', 'screen'] as const;

/** What Chrome says of the tracks. What the exam can do without and never had is missed by nobody. */
export function watchDeviceStates({ capture, sources, plan, now, signal }: SourceTools): void {
  const missed = new Set<keyof DeviceStates>(kinds.filter((kind) => !plan.softChecks.includes(kind)));
  const stateOf = (kind: keyof DeviceStates): DeviceState | null => {
    const state = capture.state(kind);
    if (state === 'live') missed.add(kind);
    if (!missed.has(kind)) return null;
    const detail = `${kind} ${state} ${capture.label(kind)}`.trim().slice(0, 200);
    return { is: state === 'live' || state === 'muted' ? state : 'absent', detail };
  };
  const look = () =>
    sources.devices.emit({
      at: now(),
      camera: stateOf('camera'),
      microphone: stateOf('microphone'),
      screen: stateOf('screen'),
    });
  capture.onChange(look, signal);
  const timer = setInterval(look, LOOK_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  look();
}
