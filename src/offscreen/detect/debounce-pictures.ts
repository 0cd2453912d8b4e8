import type { DebounceOptions } from './debounce.ts';

/** Of a camera at 15 fps. */
const FRAME_MS = 67;

/**
 * For what is seen in the camera's pictures: three of the last four say so, which swallows single false ones. A picture
 * comes up to a frame early or late: what has lasted to within a frame by two of them has lasted, and need not wait for
 * the next look.
 */
export const debouncePictures = (thresholdMs: number): DebounceOptions => ({
  thresholdMs: thresholdMs - FRAME_MS,
  window: 4,
  needed: 3,
});
