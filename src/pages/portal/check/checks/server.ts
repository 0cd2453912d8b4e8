import { bad, type Check, good } from '../check.ts';

export const server: Check = {
  id: 'server',
  run: async ({ server: { time, origin }, now }, signal) => {
    const { host } = new URL(origin);
    const before = now();
    try {
      await time(signal);
    } catch {
      return bad('server', 'unreachable', host);
    }
    return good('server', `${host}, ${Math.round(now() - before)} ms`);
  },
};
