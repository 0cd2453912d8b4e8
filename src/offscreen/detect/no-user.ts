import { debouncePictures } from './debounce-pictures.ts';
import type { Detector } from './detector.ts';

/** Nobody in the picture. The surer, the less there is that looks at all like a face: the back of a head does a little. */
export const noUser: Detector = {
  type: 'no_user_in_frame',
  source: 'ai',
  advice: 'not_in_frame',
  // One false sample in four is swallowed: a turned head is missed now and then.
  debounce: ({ noUserMs }) => debouncePictures(noUserMs),
  watch: ({ faces }, observe, signal) =>
    faces.listen((seen) => {
      const { at, faces } = seen;
      if (faces === null) return observe({ at, isActive: null });
      const isActive = faces.length === 0;
      const confidence = isActive ? 1 - seen.doubt : 0;
      observe({ at, isActive, confidence, reason: `faces=${faces.length}` });
    }, signal),
};
