import type { Capture } from '../capture/capture.ts';
import { followFrames } from '../frames/follow-frames.ts';
import type { RgbaFrame } from '../frames/rgba-frame.ts';
import type { Sources } from './detector.ts';
import type { FaceFinder } from './face-finder.ts';

const LOOK_EVERY_MS = 250;

export interface FaceSourceOptions {
  capture: Capture;
  finder: FaceFinder;
  faces: Sources['faces'];
  /** Server's clock. */
  now: () => number;
  onUnavailable: (reason: string) => void;
  signal: AbortSignal;
}

/** Looks for faces four times a second while there is a camera. */
export function watchFaces({ capture, finder, faces, now, onUnavailable, signal }: FaceSourceOptions): void {
  const giveUp = (reason: string) => {
    faces.emit({ at: now(), faces: null });
    onUnavailable(reason);
  };
  const look = async (frame: RgbaFrame) => {
    if (finder.unavailable !== null || finder.isLooking) return;
    const at = now() - Math.round(performance.now() - frame.at);
    const found = await finder.find(frame);
    if (signal.aborted) return;
    if (found) return faces.emit({ at, faces: found });
    if (finder.unavailable !== null) giveUp(finder.unavailable);
  };
  // The check before the exam may have found it out already.
  if (finder.unavailable !== null) return giveUp(finder.unavailable);
  followFrames(
    capture,
    () => (finder.unavailable === null ? LOOK_EVERY_MS : null),
    (frame) => void look(frame),
    signal,
  );
  capture.onChange(() => {
    if (capture.state('camera') !== 'live') faces.emit({ at: now(), faces: null });
  }, signal);
}
