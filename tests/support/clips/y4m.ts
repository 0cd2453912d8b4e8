import { open } from 'node:fs/promises';
import { FRAME_NUMBERS, writeMark } from './marker.ts';
import { noiseOf } from './catalogue.ts';
import { isScene, type PictureName, type Shot } from './scene-names.ts';
import { drawScenes, type Poses } from './studio.ts';

export interface ClipFormat {
  width: number;
  height: number;
  fps: number;
}
export const defaultFormat: ClipFormat = { width: 640, height: 480, fps: 10 };

const FRAME = Buffer.from('FRAME\n');
export const y4mHeader = ({ width, height, fps }: ClipFormat): Buffer =>
  Buffer.from(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`);

/** One frame as it stands in the file: the pose, a sensor's noise, the marker. */
export function y4mFrame(poses: Poses, scene: PictureName, frame: number): Buffer {
  const pose = poses.pictures[frame % poses.pictures.length]!;
  const bytes = Buffer.concat([FRAME, pose]);
  const picture = bytes.subarray(FRAME.length);
  addNoise(
    picture,
    poses.width * poses.height,
    isScene(scene) ? (scene === 'covered' ? 1 : 3) : noiseOf(scene),
  );
  // Where the question is whether anything can be seen, a strip of white cells would be the answer.
  if (isScene(scene) && scene !== 'covered' && scene !== 'dark') {
    writeMark(picture, poses.width, poses.height, { scene, frame: frame % FRAME_NUMBERS });
  }
  return bytes;
}

/** Writes a camera clip that a browser plays in a loop, beginning anew whenever the camera is opened. */
export async function writeClip(file: string, shots: Shot[], format = defaultFormat): Promise<void> {
  const drawn = await drawScenes(
    shots.map(({ scene }) => scene),
    format.width,
    format.height,
  );
  const out = await open(file, 'w');
  try {
    await out.write(y4mHeader(format));
    let frame = 0;
    for (const { scene, seconds } of shots) {
      for (let left = Math.round(seconds * format.fps); left > 0; left--) {
        await out.write(y4mFrame(drawn.get(scene)!, scene, frame++));
      }
    }
  } finally {
    await out.close();
  }
}

/** No two frames alike, or a detector and an encoder would have it too easy. */
function addNoise(picture: Uint8Array, luma: number, amplitude: number): void {
  if (amplitude === 0) return;
  let seed = (Math.random() * 0x7fffffff) | 1;
  for (let i = 0; i < luma; i++) {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    const noisy = picture[i]! + (((seed & 255) * (2 * amplitude + 1)) >> 8) - amplitude;
    picture[i] = noisy < 0 ? 0 : noisy > 255 ? 255 : noisy;
  }
}
