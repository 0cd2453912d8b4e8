import { debouncePictures } from '../debounce-pictures.ts';
import type { Adviser } from '../detector.ts';
import { TIP_MS } from './tip.ts';

/** Shares of the picture between which the middle of the face should be. */
const WIDE = [0.2, 0.8] as const;
const HIGH = [0.15, 0.85] as const;

export const offCentre: Adviser = {
  advice: 'off_centre',
  helpsWith: 'no_user_in_frame',
  debounce: () => debouncePictures(TIP_MS),
  watch: ({ faces }, observe, signal) =>
    faces.listen(({ at, faces }) => {
      if (faces === null) return observe({ at, isActive: null });
      const [student] = faces;
      const isActive =
        student !== undefined &&
        (isOutside(student.x + student.width / 2, WIDE) || isOutside(student.y + student.height / 2, HIGH));
      observe({ at, isActive, confidence: null, reason: 'off centre' });
    }, signal),
};

const isOutside = (value: number, [from, to]: readonly [number, number]): boolean =>
  value < from || value > to;
