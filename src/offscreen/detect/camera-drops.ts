import type { Capture } from '../capture/capture.ts';
import type { Pace } from './pace.ts';

const LOOK_EVERY_MS = 1000;

/** `MediaStreamTrack.stats` (Media Capture Extensions): counted from the track's beginning. */
interface TrackStats {
  deliveredFrames: number;
  /** Left out on purpose, to keep to the rate that was asked for. */
  discardedFrames: number;
  totalFrames: number;
}

/** Tells how many of the camera's pictures got lost on the way, where the browser counts them. */
export function watchDrops(capture: Capture, pace: Pace, signal: AbortSignal): void {
  let last: { track: MediaStreamTrack; delivered: number; dropped: number } | null = null;
  const timer = setInterval(() => {
    const track = capture.live('camera');
    const stats = (track as { stats?: TrackStats } | null)?.stats;
    if (!track || !stats) return;
    const delivered = stats.deliveredFrames;
    const dropped = Math.max(0, stats.totalFrames - stats.deliveredFrames - stats.discardedFrames);
    if (last?.track === track) pace.delivered(delivered - last.delivered, dropped - last.dropped);
    last = { track, delivered, dropped };
  }, LOOK_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}
