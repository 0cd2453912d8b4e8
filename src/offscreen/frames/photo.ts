import type { Photo } from '../../protocol/calls.ts';
import type { PhotoKind } from '../../protocol/exam-settings.ts';
import { encodeWebp } from './encode.ts';
import { lightOf } from './light.ts';
import type { RgbaFrame } from './rgba-frame.ts';
import { looksLikeDocument } from './looks-like-document.ts';
import { sharpnessOf } from './photo-quality.ts';

/** Mean brightness under which a face or a name can hardly be made out. */
const DARK = 40;
/** Below this the picture has no clear edge anywhere. */
const BLURRED = 12;

/** `faces`: how many were seen in this very picture; null when nobody could look. */
export async function makePhoto(frame: RgbaFrame, kind: PhotoKind, faces: number | null): Promise<Photo> {
  const advice: Photo['advice'] = [];
  if (sharpnessOf(frame) < BLURRED) advice.push('blurred');
  if (lightOf(frame).mean < DARK) advice.push('dark');
  if (kind === 'passport' && !looksLikeDocument(frame)) advice.push('no_document');
  if (kind === 'face' && faces === 0) advice.push('no_face');
  const { width, height } = frame;
  return { dataUrl: `data:image/webp;base64,${await encodeWebp(frame, 0.92)}`, width, height, advice };
}
