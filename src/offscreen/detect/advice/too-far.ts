import { debouncePictures } from '../debounce-pictures.ts';
import type { Adviser } from '../detector.ts';
import { TIP_MS } from './tip.ts';

/** Of the picture's height: smaller faces are missed now and then. */
const MIN_HEIGHT = 0.12;

export const tooFar: Adviser = {
  advice: 'too_far',
  helpsWith: 'no_user_in_frame',
  debounce: () => debouncePictures(TIP_MS),
  watch: ({ faces }, observe, signal) =>
    faces.listen(({ at, faces }) => {
      if (faces === null) return observe({ at, isActive: null });
      const [student] = faces;
      const isActive = student !== undefined && student.height < MIN_HEIGHT;
      observe({ at, isActive, confidence: null, reason: `height=${student?.height}` });
    }, signal),
};
