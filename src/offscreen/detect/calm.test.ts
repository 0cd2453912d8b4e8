import { expect, it } from 'vitest';
import { Calm } from './calm.ts';

it('is calm once one person has been there for a while', () => {
  const calm = new Calm();
  const seen: boolean[] = [];
  for (let at = 0; at <= 6000; at += 250) seen.push(calm.saw(at, 1, 0.2));
  expect(seen.indexOf(true)).toBe(20);
  expect(seen.slice(20)).not.toContain(false);
});

it.each([
  ['nobody', 0, 0],
  ['somebody else', 2, 0],
  ['nothing that can be told', null, 0],
  ['what may be somebody else', 1, 0.5],
] as const)('is calm no more from the first look that shows %s', (_, people, doubt) => {
  const calm = new Calm();
  calm.saw(0, 1, 0);
  expect(calm.saw(5000, 1, 0)).toBe(true);
  expect(calm.saw(5250, people, doubt)).toBe(false);
  expect(calm.saw(5500, 1, 0)).toBe(false);
  expect(calm.saw(10_500, 1, 0)).toBe(true);
});
