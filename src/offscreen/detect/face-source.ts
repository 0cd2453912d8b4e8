import { followFrames } from '../frames/follow-frames.ts';
import type { RgbaFrame } from '../frames/rgba-frame.ts';
import type { SourceTools } from './source-list.ts';

const LOOK_EVERY_MS = 250;

/** Looks for faces four times a second while there is a camera and somebody who wants to know. */
export function watchFaces({ capture, finder, sources, now, onUnavailable, signal }: SourceTools): void {
  const { faces } = sources;
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
    () => (finder.unavailable === null && faces.isHeard ? LOOK_EVERY_MS : null),
    (frame) => void look(frame),
    signal,
  );
  capture.onChange(() => {
    if (capture.state('camera') !== 'live') faces.emit({ at: now(), faces: null });
  }, signal);
}
