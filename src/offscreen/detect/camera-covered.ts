import { debouncePictures } from './debounce-pictures.ts';
import type { Detector } from './detector.ts';

/** The picture shows nothing: a covered lens, a closed shutter, black. */
export const cameraCovered: Detector = {
  type: 'camera_no_picture',
  source: 'system',
  advice: 'no_picture',
  debounce: ({ cameraCoveredMs }) => debouncePictures(cameraCoveredMs),
  watch: ({ picture }, observe, signal) =>
    picture.listen(({ at, picture }) => {
      if (picture === null) return observe({ at, isActive: null });
      const reason = `nothing to be seen, brightness=${Math.round(picture.mean)}`;
      observe({ at, isActive: picture.isBlind, confidence: null, reason });
    }, signal),
};
