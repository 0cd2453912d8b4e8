import { bad, type Check, good } from '../check.ts';

/**
 * Two peers in this page through the server's ICE list. With a TURN server in it only relayed candidates count, so
 * that a firewall between the student and it shows; without one the direct way is all there is to try.
 */
export const webrtc: Check = {
  id: 'webrtc',
  needs: ['server'],
  run: async ({ server }, signal) => {
    const iceServers = await server.iceServers(signal);
    const hasTurn = iceServers.some(({ urls }) => urls.some((url) => /^turns?:/.test(url)));
    const config: RTCConfiguration = { iceServers, iceTransportPolicy: hasTurn ? 'relay' : 'all' };
    const way = hasTurn ? 'TURN' : 'direct';
    return (await doPeersMeet(config, signal)) ? good('webrtc', way) : bad('webrtc', 'blocked', way);
  },
};

/** Less than a check's limit, so that the cause is told as what it is. */
const MEET_MS = 15_000;

async function doPeersMeet(config: RTCConfiguration, signal: AbortSignal): Promise<boolean> {
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
    const limit = AbortSignal.any([signal, AbortSignal.timeout(MEET_MS)]);
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
