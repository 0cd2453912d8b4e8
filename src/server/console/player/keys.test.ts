import { expect, it } from 'vitest';
import { actOfKey, stopFrom } from './keys.ts';

it('gives two seconds to an arrow and ten with Shift', () => {
  expect(actOfKey({ code: 'ArrowLeft', shiftKey: false })).toEqual({ act: 'by', ms: -2000 });
  expect(actOfKey({ code: 'ArrowRight', shiftKey: true })).toEqual({ act: 'by', ms: 10_000 });
  expect(actOfKey({ code: 'Space', shiftKey: false })).toEqual({ act: 'toggle' });
  expect(actOfKey({ code: 'KeyX', shiftKey: false })).toBeNull();
});

it('walks from warning to warning without sticking to the one it stands on', () => {
  const stops = [9000, 1000, 5000];
  expect(stopFrom(stops, 1000, 'next')).toBe(5000);
  expect(stopFrom(stops, 9000, 'next')).toBeNull();
  expect(stopFrom(stops, 5100, 'previous')).toBe(1000);
  expect(stopFrom([], 0, 'previous')).toBeNull();
});
