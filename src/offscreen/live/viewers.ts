import { SimplePeer } from '../../shared/peer.ts';
import type { IceWays, StreamIds, ViewerId } from '../../protocol/live.ts';
import type { Capture } from '../capture/capture.ts';

export interface ViewersOptions {
  capture: Capture;
  say: (viewerId: ViewerId, data: object, streams: StreamIds) => void;
  /** The recording waits to go up: it comes first. */
  isBacklogged: () => boolean;
  signal: AbortSignal;
}

/** For all viewers together, so that several proctors do not eat up a line of 1 Mbit/s. The recording has 220 kbit/s. */
const VIDEO_BITS_PER_S = 600_000;
const BACKLOGGED_BITS_PER_S = 150_000;
const SOUND_BITS_PER_S = 32_000;
const LIMIT_EVERY_MS = 5000;

/**
 * Live camera, screen and sound: one peer per viewer, and the student's end always calls. A peer that failed, or whose
 * tracks were replaced, is closed; the viewer then asks anew under another id.
 */
export class Viewers {
  readonly #options: ViewersOptions;
  /** `null` = was there and is over. */
  readonly #peers = new Map<ViewerId, SimplePeer | null>();
  #tracks: string;

  constructor(options: ViewersOptions) {
    this.#options = options;
    this.#tracks = this.#trackIds();
    const { capture, signal } = options;
    capture.onChange(() => this.#follow(), signal);
    const timer = setInterval(() => this.#limit(), LIMIT_EVERY_MS);
    signal.addEventListener('abort', () => {
      clearInterval(timer);
      this.see([], null);
    });
  }

  /** Whoever wants to see now, and nobody else. */
  see(viewerIds: readonly ViewerId[], ice: IceWays | null): void {
    for (const [id, peer] of this.#peers) {
      if (viewerIds.includes(id)) continue;
      this.#peers.delete(id);
      peer?.destroy();
    }
    for (const id of viewerIds) if (ice && !this.#peers.has(id)) this.#call(id, ice);
    this.#limit();
  }

  hear(viewerId: ViewerId, data: object): void {
    this.#peers.get(viewerId)?.signal(data);
  }

  #call(id: ViewerId, { iceServers, policy }: IceWays): void {
    const { capture, say } = this.#options;
    const camera = streamOf(capture.live('camera'), capture.live('microphone'));
    const screen = streamOf(capture.live('screen') ?? capture.live('tab'));
    const ids: StreamIds = { camera: camera?.id ?? null, screen: screen?.id ?? null };
    const peer = new SimplePeer({
      initiator: true,
      streams: [camera, screen].filter((stream) => stream !== null),
      config: { iceServers: iceServers.map(toRtc), iceTransportPolicy: policy },
    });
    this.#peers.set(id, peer);
    peer.on('signal', (data) => say(id, data as object, ids));
    peer.on('connect', () => this.#limit());
    const over = () => {
      if (this.#peers.get(id) === peer) this.#peers.set(id, null);
      peer.destroy();
    };
    peer.on('close', over);
    peer.on('error', over);
  }

  /** Devices came or went: a peer shows what it was called with. */
  #follow(): void {
    const now = this.#trackIds();
    if (now === this.#tracks) return;
    this.#tracks = now;
    for (const peer of this.#peers.values()) peer?.destroy();
  }

  #trackIds(): string {
    const { capture } = this.#options;
    return (['camera', 'microphone', 'screen', 'tab'] as const).map((kind) => capture.live(kind)?.id).join();
  }

  #limit(): void {
    const peers = [...this.#peers.values()].filter((peer) => peer !== null);
    const total = this.#options.isBacklogged() ? BACKLOGGED_BITS_PER_S : VIDEO_BITS_PER_S;
    for (const peer of peers) {
      for (const sender of peer._pc?.getSenders() ?? []) {
        if (!sender.track) continue;
        const parameters = sender.getParameters();
        const maxBitrate = sender.track.kind === 'audio' ? SOUND_BITS_PER_S : total / 2 / peers.length;
        if (parameters.encodings.length === 0) continue;
        for (const encoding of parameters.encodings)
          Object.assign(encoding, { maxBitrate, networkPriority: 'low' });
        void sender.setParameters(parameters).catch(() => undefined);
      }
    }
  }
}

const streamOf = (...tracks: (MediaStreamTrack | null)[]): MediaStream | null => {
  const live = tracks.filter((track) => track !== null);
  return live.length > 0 ? new MediaStream(live) : null;
};

const toRtc = ({ urls, username, credential }: IceWays['iceServers'][number]): RTCIceServer => ({
  urls,
  ...(username === undefined ? {} : { username }),
  ...(credential === undefined ? {} : { credential }),
});
