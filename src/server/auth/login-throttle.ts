import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Failed sign-ins are counted for an account from one address, for the account from everywhere, and for the address
 * (wide: a class sits behind one). Who exceeds one waits; a right password costs nothing.
 */
export interface LoginThrottle {
  /** Seconds to wait before the next try, 0 = go on. */
  waitS(request: FastifyRequest, account: string): Promise<number>;
  failed(request: FastifyRequest, account: string): Promise<void>;
}

const WINDOW = '15 minutes';
const failuresAllowed = { accountFromAddress: 10, account: 50, address: 300 };

export function loginThrottle(app: FastifyInstance): LoginThrottle {
  const accounts = new WeakMap<FastifyRequest, string>();
  const counter = (max: number, key: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max, timeWindow: WINDOW, keyGenerator: key });
  const counters = [
    counter(failuresAllowed.accountFromAddress, (request) => `${accounts.get(request)} ${request.ip}`),
    counter(failuresAllowed.account, (request) => String(accounts.get(request))),
    counter(failuresAllowed.address, (request) => request.ip),
  ];
  return {
    async waitS(request, account) {
      accounts.set(request, account);
      const states = await Promise.all(counters.map((count) => count(request, { increment: false })));
      return Math.max(
        0,
        ...states.map((state) =>
          !state.isAllowed && state.remaining === 0 ? Math.max(1, state.ttlInSeconds) : 0,
        ),
      );
    },
    async failed(request, account) {
      accounts.set(request, account);
      await Promise.all(counters.map((count) => count(request)));
    },
  };
}
