import type { SmallPicture } from '../protocol/small-picture.ts';
import { unpackPicture } from '../shared/small-picture.ts';

/** Draws small pictures on a canvas, one after another, in the page's own thread: a third of a millisecond each. */
export function painterOn(canvas: HTMLCanvasElement): (picture: SmallPicture) => void {
  // Kept in memory: nothing is drawn that a graphics card would help with.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let image: ImageData | null = null;
  return (picture) => {
    const { width, height } = picture;
    if (image?.width !== width || image.height !== height) {
      image = new ImageData(width, height);
      Object.assign(canvas, { width, height });
    }
    unpackPicture(picture, image.data);
    context?.putImageData(image, 0, 0);
  };
}
