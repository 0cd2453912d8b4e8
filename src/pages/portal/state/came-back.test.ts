import { expect, test } from 'vitest';
import { CameBack } from './came-back.ts';

const here = { isRunning: true, isHere: true };
const away = { isRunning: true, isHere: false };
const before = { isRunning: false, isHere: true };

test('the way to the quiz, which may load slowly, is not told', () => {
  const focus = new CameBack();
  expect([before, here, away].map((state) => focus.look(state))).toEqual([null, null, null]);
});

test('coming back and going again is told once each', () => {
  const focus = new CameBack();
  const told = [before, here, away, here, here, away, away, here].map((state) => focus.look(state));
  expect(told).toEqual([null, null, null, true, null, false, null, true]);
});

test('a page opened in the middle of an exam counts at once', () => {
  expect(new CameBack().look(here)).toBe(true);
});

test('who has heard nothing is told again', () => {
  const focus = new CameBack();
  expect(focus.look(here)).toBe(true);
  focus.forget();
  expect(focus.look(here)).toBe(true);
});
