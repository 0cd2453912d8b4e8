import { expect, it } from 'vitest';
import { Coach } from './coach.ts';

it('holds what is to be said now, oldest first, in the words of the language', () => {
  let changes = 0;
  const coach = new Coach(() => changes++);
  coach.advise('too_far', 200);
  coach.advise('not_in_frame', 100);
  coach.advise('not_in_frame', 100);
  coach.advise('dark', null);
  expect(changes).toBe(2);
  expect(coach.items('ru')).toMatchObject([
    { advice: 'not_in_frame', kind: 'conduct', text: 'Вас не видно — сядьте ближе к середине кадра.' },
    { advice: 'too_far', kind: 'tip', since: 200 },
  ]);
  coach.advise('not_in_frame', null);
  expect(coach.items('en').map(({ text }) => text)).toEqual(['You are far from the camera. Move closer.']);
});
