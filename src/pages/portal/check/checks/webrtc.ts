import { bad, type Check, good } from '../check.ts';
import { didStunAnswer, type Gathered, wayOf } from './ice-way.ts';

/**
 * Two peers in this page through the server's ICE list. With a TURN server in it only relayed candidates count, so
 * that a firewall between the student and it shows. With STUN alone the two would meet on this very computer
 * whatever the network: there its server has to answer as well. With neither, the line says how little was tried.
 */
export const webrtc: Check = {
  id: 'webrtc',
  needs: ['server'],
  run: async ({ server }, signal) => {
    const iceServers = await server.iceServers(signal);
    const way = wayOf(iceServers);
    const config: RTCConfiguration = { iceServers, iceTransportPolicy: way === 'TURN' ? 'relay' : 'all' };
    const limit = AbortSignal.any([signal, AbortSignal.timeout(MEET_MS)]);
    const [met, answered] = await Promise.all([
      doPeersMeet(config, limit),
      way !== 'STUN' || asksStun(iceServers, limit),
    ]);
    if (!met || !answered) return bad('webrtc', 'blocked', met ? 'STUN' : way);
    return way === 'none'
      ? { ...good('webrtc', 'no STUN, no TURN'), note: 'this_computer' }
      : good('webrtc', way);
  },
};

/** Less than a check's limit, so that the cause is told as what it is. */
const MEET_MS = 15_000;

/** Gathers once and tells whether a STUN server answered. */
async function asksStun(iceServers: RTCIceServer[], limit: AbortSignal): Promise<boolean> {
  const peer = new RTCPeerConnection({ iceServers });
  const gathered: Gathered = { hasReflexive: false, failures: 0, isComplete: false };
  try {
    const over = new Promise<void>((done) => {
      peer.addEventListener('icecandidateerror', () => (gathered.failures += 1));
      peer.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate?.type === 'srflx') gathered.hasReflexive = true;
        if (candidate === null) gathered.isComplete = true;
        if (gathered.hasReflexive || gathered.isComplete) done();
      });
      limit.addEventListener('abort', () => done(), { once: true });
    });
    peer.createDataChannel('check');
    await peer.setLocalDescription();
    await over;
    return didStunAnswer(gathered);
  } finally {
    peer.close();
  }
}

async function doPeersMeet(config: RTCConfiguration, limit: AbortSignal): Promise<boolean> {
  const here = new RTCPeerConnection(config);
  const there = new RTCPeerConnection(config);
  try {
    // A candidate that comes before the descriptions are known would be refused.
    const { promise: described, resolve: setDescribed } = Promise.withResolvers<void>();
    const pass = (from: RTCPeerConnection, to: RTCPeerConnection) => {
      from.addEventListener('icecandidate', ({ candidate }) => {
        void described.then(() => to.addIceCandidate(candidate ?? undefined)).catch(() => undefined);
      });
    };
    pass(here, there);
    pass(there, here);
    const channel = here.createDataChannel('check');
    const met = new Promise<boolean>((done) => {
      channel.addEventListener('open', () => done(true));
      here.addEventListener('connectionstatechange', () => {
        if (here.connectionState === 'failed') done(false);
      });
      limit.addEventListener('abort', () => done(false), { once: true });
    });
    await here.setLocalDescription();
    await there.setRemoteDescription(here.localDescription!);
    await there.setLocalDescription();
    await here.setRemoteDescription(there.localDescription!);
    setDescribed();
    return await met;
  } finally {
    here.close();
    there.close();
  }
}
