import type { Capture } from '../capture/capture.ts';
import type { RgbaFrame } from './rgba-frame.ts';

/** Watches the camera's pictures, whichever camera that is: one opened anew is followed too. */
export function followFrames(
  capture: Capture,
  everyMs: () => number | null,
  take: (frame: RgbaFrame) => void,
  signal: AbortSignal,
): void {
  let watched: Capture['frames'] = null;
  let ofFrames = new AbortController();
  const follow = () => {
    if (capture.frames === watched) return;
    watched = capture.frames;
    ofFrames.abort();
    ofFrames = new AbortController();
    watched?.watch(everyMs, take, AbortSignal.any([signal, ofFrames.signal]));
  };
  capture.onChange(follow, signal);
  follow();
}
