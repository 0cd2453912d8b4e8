import { expect, test } from 'vitest';
import { fromDataUrl } from './send-photo.ts';

test('a data URL gives its type and bytes', () => {
  expect(fromDataUrl('data:image/webp;base64,AP8B')).toEqual({
    type: 'image/webp',
    bytes: new Uint8Array([0, 255, 1]),
  });
});
test.each(['', 'https://example.edu/x.webp', 'data:image/webp,plain'])('%s is refused', (url) => {
  expect(() => fromDataUrl(url)).toThrow(TypeError);
});
