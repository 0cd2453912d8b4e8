import { expect, test } from 'vitest';
import { framesWanted, shapeOf } from './layout.ts';

test('a narrow window has a bubble, whatever was chosen in a wide one', () => {
  expect(shapeOf({ collapsed: false, over: false }, true)).toBe('bubble');
  expect(shapeOf({ collapsed: true, over: true }, true)).toBe('over');
  expect(shapeOf({ collapsed: true, over: true }, false)).toBe('collapsed');
  expect(shapeOf({ collapsed: false, over: false }, false)).toBe('open');
});

test.each([
  ['open', true, true, 10],
  ['open', true, false, 2],
  ['over', true, true, 10],
  ['open', false, true, 0],
  ['collapsed', true, true, 1],
  ['collapsed', false, false, 0],
  ['bubble', true, true, 0],
] as const)('%s, visible %s, focused %s: %i pictures a second', (shape, visible, focused, fps) => {
  expect(framesWanted(shape, visible, focused)).toBe(fps);
});
