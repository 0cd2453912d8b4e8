import type { CheckCause } from '../../../protocol/check.ts';
import { mediaCause } from '../../../shared/media-cause.ts';

export interface DeviceAnswer {
  camera: CheckCause | null;
  microphone: CheckCause | null;
}

/** True when Chrome need not ask: the student allowed both for good. */
export async function areDevicesGranted(): Promise<boolean> {
  const states = await Promise.all(
    (['camera', 'microphone'] as const).map((name) => navigator.permissions.query({ name })),
  );
  return states.every(({ state }) => state === 'granted');
}

/**
 * Has Chrome ask for camera and microphone, in one question. Offscreen, which uses them, cannot ask (design 5.1), so
 * what is opened here is closed at once. Null per device that may be used.
 */
export async function askForDevices(): Promise<DeviceAnswer> {
  const both = await tryOpen({ video: true, audio: true });
  if (both === null) return { camera: null, microphone: null };
  // A refusal is of both; a fault is of one: which?
  if (both === 'refused' || both === 'dismissed') return { camera: both, microphone: both };
  return { camera: await tryOpen({ video: true }), microphone: await tryOpen({ audio: true }) };
}

async function tryOpen(constraints: MediaStreamConstraints): Promise<CheckCause | null> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    for (const track of stream.getTracks()) track.stop();
    return null;
  } catch (error) {
    return mediaCause(error);
  }
}
