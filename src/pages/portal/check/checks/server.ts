import { bad, type Check, good } from '../check.ts';

export const server: Check = {
  id: 'server',
  run: async ({ server: { time, origin }, now }, signal) => {
    const before = now();
    try {
      await time(signal);
    } catch (error) {
      return bad('server', 'unreachable', error instanceof Error ? error.message : String(error));
    }
    return good('server', `${new URL(origin).host}, ${Math.round(now() - before)} ms`);
  },
};
