import { LIVE_PATH, type FromStudent } from '../../../../protocol/live.ts';
import { PROTOCOL_VERSION } from '../../../../protocol/version.ts';
import { bad, type Check, type CheckContext, good } from '../check.ts';

/** Opens the live socket and waits for the answer to one ping: proxies often let the opening pass and then nothing. */
export const socket: Check = {
  id: 'socket',
  needs: ['server'],
  run: async ({ server, now }, signal) => {
    const ticket = await server.liveTicket(signal);
    const openedAt = now();
    const answered = await pingOnce(liveUrl(server, ticket), now, signal);
    return answered ? good('socket', `${Math.round(now() - openedAt)} ms`) : bad('socket', 'blocked');
  },
};

function liveUrl({ origin }: CheckContext['server'], ticket: string): string {
  const url = new URL(LIVE_PATH, origin.replace(/^http/, 'ws'));
  url.search = new URLSearchParams({ ticket, protocol: String(PROTOCOL_VERSION) }).toString();
  return url.href;
}

function pingOnce(url: string, now: () => number, signal: AbortSignal): Promise<boolean> {
  return new Promise((done) => {
    const opened = new WebSocket(url);
    const end = (isAnswered: boolean) => {
      done(isAnswered);
      opened.close();
    };
    const ping: FromStudent = { type: 'ping', sentAt: now(), capturing: false, savedUpTo: null };
    opened.addEventListener('open', () => opened.send(JSON.stringify(ping)));
    opened.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && data.includes('"pong"')) end(true);
    });
    opened.addEventListener('close', () => end(false));
    signal.addEventListener('abort', () => end(false), { once: true });
  });
}
