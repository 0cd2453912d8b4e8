import { expect, it } from 'vitest';
import { iceWays } from './ice.ts';

it('gives TURN servers a password that coturn can check, and others none', () => {
  const stun = { urls: ['stun:turn.example:3478'] };
  const own = { urls: ['turn:other.example'], username: 'u', credential: 'p' };
  const ways = iceWays(
    {
      iceServers: [stun, own, { urls: ['turn:turn.example:3478', 'turns:turn.example:443'] }],
      turnSecret: 'north',
      relayOnly: true,
    },
    'who',
    1_763_888_000_000,
  );
  expect(ways).toEqual({
    policy: 'relay',
    iceServers: [
      stun,
      own,
      // printf '1763909600:who' | openssl dgst -sha1 -hmac north -binary | base64
      {
        urls: ['turn:turn.example:3478', 'turns:turn.example:443'],
        username: '1763909600:who',
        credential: expect.any(String),
      },
    ],
  });
  expect(ways.iceServers[2]!.credential).toBe('j8kDAuyxmnxj7VvVvbmi5F97gAY=');
  const without = iceWays({ iceServers: [stun], turnSecret: undefined, relayOnly: false }, 'who', 0);
  expect(without).toEqual({ policy: 'all', iceServers: [stun] });
});
