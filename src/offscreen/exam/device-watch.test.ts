import { describe, expect, it } from 'vitest';
import type { DeviceKind } from '../capture/capture.ts';
import { watchDevices } from './device-watch.ts';

type State = 'off' | 'live' | 'muted' | 'failed';

function watched(needed: DeviceKind[], start: Partial<Record<DeviceKind, State>>) {
  const states: Partial<Record<DeviceKind, State>> = { ...start };
  const heard: string[] = [];
  let changed = () => {};
  const life = new AbortController();
  watchDevices({
    capture: {
      state: (kind) => states[kind] ?? 'off',
      label: (kind) => (kind === 'camera' ? 'HD Webcam' : ''),
      onChange: (listener) => void (changed = listener),
    },
    needed,
    signal: life.signal,
    onLost: (notice, detail) => heard.push(`${notice}: ${detail}`),
    onBack: (notice, detail) => heard.push(`${notice} over: ${detail}`),
  });
  return {
    heard,
    set: (kind: DeviceKind, state: State) => {
      states[kind] = state;
      changed();
    },
  };
}

describe('watchDevices', () => {
  it('tells a loss once, with the device’s name, and that it is over', () => {
    const { heard, set } = watched(['camera'], { camera: 'live' });
    set('camera', 'failed');
    set('camera', 'failed');
    set('camera', 'live');
    expect(heard).toEqual(['camera_lost: camera failed HD Webcam', 'camera_lost over: camera HD Webcam']);
  });

  it('takes a device that is switched off for lost', () => {
    const { heard, set } = watched(['microphone'], { microphone: 'live' });
    set('microphone', 'muted');
    expect(heard).toEqual(['microphone_lost: microphone muted']);
  });

  it('misses from the start what the exam needs, and nothing else', () => {
    const { heard, set } = watched(['camera', 'screen'], { camera: 'live' });
    expect(heard).toEqual(['screen_lost: screen off']);
    set('screen', 'live');
    expect(heard.at(-1)).toBe('screen_lost over: screen');
  });

  it('misses the quiz tab only after it was recorded', () => {
    const { heard, set } = watched([], {});
    set('tab', 'failed');
    expect(heard).toEqual([]);
    set('tab', 'live');
    set('tab', 'failed');
    expect(heard).toEqual(['tab_lost: tab failed']);
  });
});
