import type { Page } from 'puppeteer';
import { until } from './wait.ts';

/** Keeps every peer connection of the page where tests find it; before its first script. */
export const keepPeers = (page: Page): Promise<unknown> =>
  page.evaluateOnNewDocument(() => {
    const Native = RTCPeerConnection;
    const peers: RTCPeerConnection[] = [];
    Object.assign(globalThis, {
      testPeers: peers,
      RTCPeerConnection: class extends Native {
        constructor(...args: ConstructorParameters<typeof Native>) {
          super(...args);
          peers.push(this);
        }
      },
    });
  });

export interface LiveFacts {
  /** Decoded so far: camera, screen. */
  frames: number[];
  /** A track of sound that is live. */
  hasSound: boolean;
  /** How the pictures travel: `host`, `prflx`, `relay`. */
  way: string | null;
  videoBytes: number;
}

/** What arrives in the pictures that are live now. */
export const liveFacts = (page: Page): Promise<LiveFacts> =>
  page.evaluate(async () => {
    const { testPeers } = globalThis as unknown as { testPeers: RTCPeerConnection[] };
    const peer = testPeers.findLast(({ connectionState }) => connectionState === 'connected');
    const stats = peer ? [...(await peer.getStats()).values()] : [];
    const pair = stats.find(
      (one) => one.type === 'candidate-pair' && one.nominated && one.state === 'succeeded',
    );
    const local = stats.find((one) => one.id === pair?.localCandidateId);
    const videos = [...document.querySelectorAll('video')];
    const streams = videos
      .map(({ srcObject }) => srcObject as MediaStream | null)
      .filter((one) => one !== null);
    return {
      frames: videos
        .filter(({ srcObject }) => srcObject !== null)
        .map((video) => video.getVideoPlaybackQuality().totalVideoFrames),
      hasSound: streams.some((stream) =>
        stream.getAudioTracks().some(({ readyState }) => readyState === 'live'),
      ),
      way: (local?.candidateType as string | undefined) ?? null,
      videoBytes: stats
        .filter((one) => one.type === 'inbound-rtp' && one.kind === 'video')
        .reduce((sum, { bytesReceived }) => sum + bytesReceived, 0),
    };
  });

/** Waits until both pictures move: frames that are decoded anew. */
export async function seesLive(page: Page, timeoutMs = 30_000): Promise<LiveFacts> {
  const before = await until(
    'two live pictures',
    async () => {
      const facts = await liveFacts(page);
      return facts.frames.length === 2 && facts.frames.every((count) => count > 0) && facts;
    },
    { timeoutMs },
  );
  return until(
    'both pictures to move',
    async () => {
      const facts = await liveFacts(page);
      const isNewer = (count: number, index: number) => count > (before.frames[index] ?? 0);
      return facts.frames.length === 2 && facts.frames.every(isNewer) && facts;
    },
    { timeoutMs },
  );
}
