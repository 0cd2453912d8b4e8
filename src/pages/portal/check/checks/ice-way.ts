/**
 * What the server's ICE list lets one prove: `TURN` that the relay is reached, `STUN` that this network's outer
 * address can be learned, `none` that WebRTC works on this computer and nothing about the way out.
 */
export type IceWay = 'TURN' | 'STUN' | 'none';

export function wayOf(iceServers: readonly { urls: readonly string[] }[]): IceWay {
  const has = (scheme: RegExp) => iceServers.some(({ urls }) => urls.some((url) => scheme.test(url)));
  return has(/^turns?:/) ? 'TURN' : has(/^stuns?:/) ? 'STUN' : 'none';
}

/** What gathering candidates has brought so far. */
export interface Gathered {
  hasReflexive: boolean;
  /** Servers that could not be asked. */
  failures: number;
  isComplete: boolean;
}

/**
 * Seen in Chromium 156: a silent server keeps the gathering from ending, one that cannot be found is told as a
 * failure, and a computer that needs no translation (its outer address is its own) gets an answer and no candidate.
 */
export const didStunAnswer = ({ hasReflexive, failures, isComplete }: Gathered): boolean =>
  hasReflexive || (isComplete && failures === 0);
