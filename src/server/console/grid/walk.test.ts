import { expect, it } from 'vitest';
import { columnsOf, walk } from './walk.ts';

it('walks in two directions and stays inside', () => {
  const to = (key: string, at: number) => walk(key, at, 10, 4);
  expect([to('ArrowRight', 3), to('ArrowLeft', 4), to('ArrowDown', 1), to('ArrowUp', 5)]).toEqual([
    4, 3, 5, 1,
  ]);
  expect([to('ArrowRight', 9), to('ArrowLeft', 0), to('ArrowDown', 7), to('ArrowUp', 2)]).toEqual([
    9, 0, 7, 2,
  ]);
  expect([to('Home', 5), to('End', 5), to('a', 5)]).toEqual([0, 9, null]);
});

it('counts the columns from the layout', () => {
  expect(columnsOf([0, 0, 0, 90].map((offsetTop) => ({ offsetTop })))).toBe(3);
  expect(columnsOf([0, 0].map((offsetTop) => ({ offsetTop })))).toBe(2);
  expect(columnsOf([])).toBe(1);
});
