import { bad, type Check, good } from '../check.ts';

/** The exam goes by the server's clock; a computer this far off will still confuse its owner. */
const MAX_OFFSET_MS = 60_000;

export const clock: Check = {
  id: 'clock',
  needs: ['server'],
  run: async ({ server, now }, signal) => {
    const before = now();
    const there = await server.time(signal);
    const offsetMs = there - (before + now()) / 2;
    const text = `${Math.round(offsetMs / 100) / 10} s`;
    return Math.abs(offsetMs) <= MAX_OFFSET_MS ? good('clock', text) : bad('clock', 'wrong_clock', text);
  },
};
