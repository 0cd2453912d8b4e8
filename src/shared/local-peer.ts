import { SimplePeer } from './peer.ts';

export type LocalPeer = SimplePeer;

/** A peer connection between two documents of this machine: no server helps it. Who has the stream calls. */
export const localPeer = (stream?: MediaStream): SimplePeer =>
  new SimplePeer({
    initiator: stream !== undefined,
    ...(stream && { stream }),
    config: { iceServers: [] },
  });
