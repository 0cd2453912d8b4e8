import type { FastifyReply } from 'fastify';

/** The console's login. */
export const CONSOLE_COOKIE = 'examus_console';
/** Ties the way through the login page to one browser, so that nobody can be signed in to a stranger's account. */
export const BROWSER_COOKIE = 'examus_browser';

/** Lax: sent when an institution's login page leads back here, never with another site's own requests. */
const options = (origin: string, path: string) =>
  ({ path, httpOnly: true, sameSite: 'lax', secure: origin.startsWith('https:') }) as const;

export function setConsoleCookie(reply: FastifyReply, origin: string, token: string, ttlMs: number): void {
  void reply.setCookie(CONSOLE_COOKIE, token, { ...options(origin, '/'), maxAge: Math.floor(ttlMs / 1000) });
}
export function clearConsoleCookie(reply: FastifyReply, origin: string): void {
  void reply.clearCookie(CONSOLE_COOKIE, options(origin, '/'));
}
export function setBrowserCookie(reply: FastifyReply, origin: string, value: string): void {
  void reply.setCookie(BROWSER_COOKIE, value, options(origin, '/auth'));
}
