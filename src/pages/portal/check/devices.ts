import { signal } from '@preact/signals';
import type { CaptureStatus } from '../../../protocol/calls.ts';
import { call } from '../../../shared/webext/bus.ts';

/** Which camera and microphone the student chose; kept for the next time on this computer. */
export interface ChosenDevices {
  cameraId?: string;
  microphoneId?: string;
}
const KEY = 'devices';

export const cameras = signal<MediaDeviceInfo[]>([]);
export const microphones = signal<MediaDeviceInfo[]>([]);
export const chosen = signal<ChosenDevices>(readChosen());

function readChosen(): ChosenDevices {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}') as ChosenDevices;
  } catch {
    return {};
  }
}

/** Their names are told only once the student allowed the use. */
export async function listDevices(): Promise<void> {
  const all = await navigator.mediaDevices.enumerateDevices();
  cameras.value = all.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '');
  microphones.value = all.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '');
}

/** Opens what was chosen where it is still there, else whatever the browser takes first. */
export async function openDevices(): Promise<CaptureStatus> {
  await listDevices();
  const isThere = (list: MediaDeviceInfo[], id: string | undefined) =>
    id !== undefined && list.some(({ deviceId }) => deviceId === id);
  const { cameraId, microphoneId } = chosen.value;
  return call('offscreen', 'capture/open', {
    ...(isThere(cameras.value, cameraId) && { cameraId: cameraId! }),
    ...(isThere(microphones.value, microphoneId) && { microphoneId: microphoneId! }),
  });
}

export async function chooseDevice(change: ChosenDevices): Promise<void> {
  chosen.value = { ...chosen.value, ...change };
  localStorage.setItem(KEY, JSON.stringify(chosen.value));
  await call('offscreen', 'capture/open', change);
}
