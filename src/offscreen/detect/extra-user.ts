import { debouncePictures } from './debounce-pictures.ts';
import type { Detector } from './detector.ts';

/** Two people or more in the picture. The confidence is that of the second surest face. */
export const extraUser: Detector = {
  type: 'extra_user_in_frame',
  source: 'ai',
  advice: 'someone_else',
  debounce: ({ extraUserMs }) => debouncePictures(extraUserMs),
  watch: ({ faces }, observe, signal) =>
    faces.listen(({ at, faces }) => {
      if (faces === null) return observe({ at, isActive: null });
      const [, second] = faces.map((face) => face.score).sort((a, b) => b - a);
      const confidence = Math.min(1, Math.max(0, second ?? 0));
      observe({ at, isActive: faces.length >= 2, confidence, reason: `faces=${faces.length}` });
    }, signal),
};
