import { createHmac } from 'node:crypto';
import type { IceWays } from '../../protocol/live.ts';
import type { Config } from '../config.ts';

/** Long enough for an exam and a bit; an allocation that was made lives on after that. */
const TTL_MS = 6 * 3600_000;

/**
 * How a browser may reach another. TURN servers without a password of their own get a time-limited one in the form of
 * coturn's REST API (`use-auth-secret`): user `expiry:who`, password its HMAC-SHA-1.
 */
export function iceWays(
  { iceServers, turnSecret, relayOnly }: Pick<Config, 'iceServers' | 'turnSecret' | 'relayOnly'>,
  who: string,
  now: number,
): IceWays {
  const username = `${Math.floor((now + TTL_MS) / 1000)}:${who}`;
  return {
    iceServers: iceServers.map((server) => {
      const needsPassword =
        server.credential === undefined && server.urls.some((url) => /^turns?:/.test(url));
      if (!needsPassword || turnSecret === undefined) return server;
      const credential = createHmac('sha1', turnSecret).update(username).digest('base64');
      return { ...server, username, credential };
    }),
    policy: relayOnly ? 'relay' : 'all',
  };
}
