import { debouncePictures } from './debounce-pictures.ts';
import type { Detector } from './detector.ts';

/** The same picture over and over, or none at all from a camera that calls itself live. */
export const cameraFrozen: Detector = {
  type: 'camera_no_picture',
  source: 'system',
  advice: 'picture_frozen',
  debounce: ({ cameraFrozenMs }) => debouncePictures(cameraFrozenMs),
  watch: ({ picture }, observe, signal) =>
    picture.listen(({ at, picture }) => {
      if (picture === null) return observe({ at, isActive: null });
      // Black is black: that is told already.
      const isActive = picture.isSame && !picture.isBlind;
      observe({ at, isActive, confidence: null, reason: 'picture stands still' });
    }, signal),
};
