import { expect, test } from 'vitest';
import { framesWanted, shapeOf } from './layout.ts';

test('a narrow window has a bubble, whatever was chosen in a wide one', () => {
  expect(shapeOf({ collapsed: false, over: false }, true, true)).toBe('bubble');
  expect(shapeOf({ collapsed: true, over: true }, true, true)).toBe('over');
  expect(shapeOf({ collapsed: null, over: true }, true, true)).toBe('over');
  expect(shapeOf({ collapsed: true, over: true }, false, true)).toBe('collapsed');
  expect(shapeOf({ collapsed: false, over: false }, false, false)).toBe('open');
});

test('without a choice the width decides; a choice holds at every width that has room', () => {
  expect(shapeOf({ collapsed: null, over: false }, false, true)).toBe('collapsed');
  expect(shapeOf({ collapsed: null, over: false }, false, false)).toBe('open');
  expect(shapeOf({ collapsed: false, over: false }, false, true)).toBe('open');
  expect(shapeOf({ collapsed: true, over: false }, false, false)).toBe('collapsed');
});

test.each([
  ['open', true, false, 1],
  ['open', true, true, 4],
  ['over', true, false, 1],
  ['open', false, true, 0],
  ['collapsed', true, true, 0.5],
  ['collapsed', false, false, 0],
  ['bubble', true, true, 0],
] as const)('%s, visible %s, coached %s: %f pictures a second', (shape, isVisible, isCoached, fps) => {
  expect(framesWanted(shape, { isVisible, isCoached }).fps).toBe(fps);
});
