import { expect, it } from 'vitest';
import { LedAway } from './led-away.ts';

const MINUTE_MS = 60_000;

it('is over with the dialog, and after five minutes of it', () => {
  const away = new LedAway();
  expect(away.look(false, 0)).toBe(false);
  expect(away.look(true, 1000)).toBe(true);
  expect(away.look(false, 2000)).toBe(false);
  expect(away.look(true, 3000)).toBe(true);
  expect(away.look(true, 3000 + 5 * MINUTE_MS)).toBe(false);
});

it('lasts while something is mended in the portal, anew with each time it is shown, and for five minutes', () => {
  const away = new LedAway();
  away.showedPortal(0);
  expect(away.isInPortal).toBe(true);
  expect(away.look(false, 4 * MINUTE_MS)).toBe(true);
  // Nothing was mended, and the student is back in the quiz: this time is their own again.
  expect(away.look(false, 5 * MINUTE_MS)).toBe(false);
  away.showedPortal(6 * MINUTE_MS);
  expect(away.look(false, 10 * MINUTE_MS)).toBe(true);
  away.leftPortal();
  expect([away.look(false, 10 * MINUTE_MS), away.isInPortal]).toEqual([false, false]);
});
