import type { Capture } from '../capture/capture.ts';
import { levelOf } from './calibration.ts';
import type { FaceFinder } from './face-finder.ts';
import type { HeadPose } from './face-messages.ts';

const MEASURE_MS = 3000;
const PAUSE_MS = 150;

/** How the student, who looks at the screen now, holds the head; null where it cannot be measured. */
export async function measureLevel(capture: Capture, finder: FaceFinder): Promise<HeadPose | null> {
  const limit = AbortSignal.timeout(MEASURE_MS);
  const poses: HeadPose[] = [];
  while (!limit.aborted && capture.frames && finder.unavailable === null) {
    const frame = await capture.frames.next(limit).catch(() => null);
    const found = frame && (await finder.look(frame, { far: false, pose: 'yes' }));
    if (found?.pose && found.near.length === 1) poses.push(found.pose);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return levelOf(poses);
}
