import { type Signal, signal as makeSignal } from '@preact/signals';

import type { SessionId } from '../../../protocol/ids.ts';
import type { IceWays, StreamIds, ViewerId } from '../../../protocol/live.ts';
import { lookAt, onLive, tellSignal } from '../live.ts';

export interface LivePicture {
  /** `stills` = no way through; small pictures come faster meanwhile, and it is tried again. */
  state: Signal<'connecting' | 'live' | 'stills'>;
  camera: Signal<MediaStream | null>;
  screen: Signal<MediaStream | null>;
}

/** A part of the page for itself; asked for at once, so that it is there when a student is opened. */
const peers = import('../../../shared/peer.ts');

/** A direct way is found within a second or two, a relayed one soon after; then it will not come any more. */
const CONNECT_MS = 6000;
const RETRY_MS = [1000, 3000, 8000, 15_000];

type PeerClass = Awaited<typeof peers>['SimplePeer'];

/** Keeps a student's live picture open until `signal` aborts: each try is a peer of its own, which the student's end calls. */
export function openLivePicture(sessionId: SessionId, signal: AbortSignal): LivePicture {
  const picture: LivePicture = {
    state: makeSignal('connecting'),
    camera: makeSignal(null),
    screen: makeSignal(null),
  };
  void keepOpen(sessionId, picture, signal);
  return picture;
}

async function keepOpen(sessionId: SessionId, picture: LivePicture, signal: AbortSignal): Promise<void> {
  const { SimplePeer } = await peers;
  for (let failures = 0; !signal.aborted;) {
    const wasLive = await tryOnce(SimplePeer, sessionId, picture, failures > 0, signal);
    if (signal.aborted) break;
    // A device was changed over there, or the line broke: at once again.
    failures = wasLive ? 0 : failures + 1;
    if (failures > 0) {
      picture.state.value = 'stills';
      lookAt({ large: { sessionId, viewerId: null, fast: true } });
      await pause(RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]!, signal);
    }
  }
  lookAt({ large: null });
}

/** Resolves when this try is over: true when it had been live. */
function tryOnce(
  Peer: PeerClass,
  sessionId: SessionId,
  picture: LivePicture,
  hasFailed: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const viewerId = crypto.randomUUID() as ViewerId;
  const over = new AbortController();
  let peer: InstanceType<PeerClass> | null = null;
  let isLive = false;
  return new Promise((done) => {
    const end = () => {
      if (over.signal.aborted) return;
      over.abort();
      peer?.destroy();
      picture.camera.value = null;
      picture.screen.value = null;
      if (isLive) picture.state.value = 'connecting';
      done(isLive);
    };
    const limit = setTimeout(end, CONNECT_MS);
    over.signal.addEventListener('abort', () => clearTimeout(limit));
    signal.addEventListener('abort', end, { signal: over.signal });

    const answer = (ice: IceWays) => {
      peer?.destroy();
      peer = new Peer({
        config: { iceServers: ice.iceServers as RTCIceServer[], iceTransportPolicy: ice.policy },
      });
      peer.on('signal', (data) => tellSignal({ type: 'signal', viewerId, data: { ...(data as object) } }));
      peer.on('connect', () => {
        isLive = true;
        clearTimeout(limit);
        picture.state.value = 'live';
        lookAt({ large: { sessionId, viewerId, fast: false } });
      });
      peer.on('close', end);
      peer.on('error', end);
      return peer;
    };
    const show = (streams: StreamIds, stream: MediaStream) => {
      if (stream.id === streams.camera) picture.camera.value = stream;
      if (stream.id === streams.screen) picture.screen.value = stream;
    };
    let streams: StreamIds = { camera: null, screen: null };
    onLive((message) => {
      if (message.type === 'ice' && message.viewerId === viewerId && !peer) {
        answer(message.ice).on('track', (_, stream) => show(streams, stream));
      }
      if (message.type === 'signal' && message.viewerId === viewerId) {
        streams = message.streams;
        peer?.signal(message.data);
      }
    }, over.signal);
    lookAt({ large: { sessionId, viewerId, fast: hasFailed } });
  });
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });
