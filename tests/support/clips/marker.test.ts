import { expect, it } from 'vitest';
import { readMark, writeMark } from './marker.ts';
import { sceneNames } from './scene-names.ts';

it.each(sceneNames)('reads back what was written: %s', (scene) => {
  const picture = new Uint8Array((64 * 48 * 3) / 2).fill(90);
  for (const frame of [0, 1, 511, 1023]) {
    writeMark(picture, 64, 48, { scene, frame });
    expect(readMark(picture, 64, 48)).toEqual({ scene, frame });
  }
});

it('sees no mark in a picture that has none', () => {
  expect(readMark(new Uint8Array(64 * 48).fill(200), 64, 48)).toBeNull();
});

it('refuses a strip with one cell spoiled', () => {
  const picture = new Uint8Array((64 * 48 * 3) / 2);
  writeMark(picture, 64, 48, { scene: 'absent', frame: 5 });
  const spoiled = picture.map((value, index) => (index % 64 >= 40 && index % 64 < 44 ? 251 - value : value));
  expect(readMark(spoiled, 64, 48)).toBeNull();
});
