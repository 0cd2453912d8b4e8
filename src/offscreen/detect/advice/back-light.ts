import { debouncePictures } from '../debounce-pictures.ts';
import type { Adviser } from '../detector.ts';
import { TIP_MS } from './tip.ts';

/**
 * A good part of the picture is overexposed and the face is left far darker than the rest. Both together: a dark skin
 * before a white wall is no fault of anybody's.
 */
const MIN_BLOWN = 0.1;
const MAX_FACE_SHARE = 0.5;

export const backLight: Adviser = {
  advice: 'back_light',
  helpsWith: 'no_user_in_frame',
  debounce: () => debouncePictures(TIP_MS),
  watch: ({ picture, faces }, observe, signal) => {
    let faceLuma: number | null = null;
    faces.listen(({ faces }) => void (faceLuma = faces?.[0]?.luma ?? null), signal);
    picture.listen(({ at, picture }) => {
      if (picture === null) return observe({ at, isActive: null });
      const isActive =
        faceLuma !== null && picture.blown >= MIN_BLOWN && faceLuma < MAX_FACE_SHARE * picture.mean;
      observe({ at, isActive, confidence: null, reason: `face=${faceLuma} of ${picture.mean}` });
    }, signal);
  },
};
