import type { Capture } from '../capture/capture.ts';
import type { RgbaFrame } from '../frames/rgba-frame.ts';
import type { FaceFinder } from './face-finder.ts';

const TRIES = 20;
const FRAME_TIMEOUT_MS = 5000;

/** How many faces are before the camera now; null when it cannot be said. */
export async function countFaces(capture: Capture, finder: FaceFinder): Promise<number | null> {
  if (!capture.frames) return null;
  const frame = await capture.frames.next(AbortSignal.timeout(FRAME_TIMEOUT_MS)).catch(() => null);
  return frame ? countFacesIn(frame, finder) : null;
}

export async function countFacesIn(frame: RgbaFrame, finder: FaceFinder): Promise<number | null> {
  // The detector takes one picture at a time, and may have one of its own in hand.
  for (let tries = 0; tries < TRIES && finder.unavailable === null; tries++) {
    const found = await finder.look(frame);
    if (found) return found.near.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
}
