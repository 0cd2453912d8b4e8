import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** 2×2 pixels. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==';

/** Path of a picture to be sent in a chat. */
export async function writePicture(dir: string): Promise<string> {
  const path = join(dir, 'picture.png');
  await writeFile(path, Buffer.from(PNG, 'base64'));
  return path;
}
