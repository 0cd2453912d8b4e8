import { debouncePictures } from '../debounce-pictures.ts';
import type { Adviser } from '../detector.ts';
import { TIP_MS } from './tip.ts';

/** As in the check before the exam: under this a face can hardly be made out. */
const MIN_LUMA = 40;

export const dark: Adviser = {
  advice: 'dark',
  helpsWith: 'no_user_in_frame',
  debounce: () => debouncePictures(TIP_MS),
  watch: ({ picture }, observe, signal) =>
    picture.listen(({ at, picture }) => {
      if (picture === null) return observe({ at, isActive: null });
      const isActive = picture.mean < MIN_LUMA && !picture.isBlind;
      observe({ at, isActive, confidence: null, reason: `brightness=${Math.round(picture.mean)}` });
    }, signal),
};
