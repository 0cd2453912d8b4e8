import { isLookedFor } from '../looked-for.ts';
import { Restarts } from '../restarts.ts';
import type { SourceTools } from '../source-list.ts';
import { listen } from './listen.ts';
import { BATCH_MS } from './voice-messages.ts';

/** Listens to the microphone while there is one. Where voices are allowed, nobody listens for them. */
export function watchSound({ capture, sources, plan, now, meter, tellSense, signal }: SourceTools): void {
  const { sound } = sources;
  const withModel = isLookedFor('voice_detected', plan);
  if (!withModel && !isLookedFor('mic_no_sound', plan)) return;
  const restarts = new Restarts();
  let heardTrack: MediaStreamTrack | null = null;
  let ofTrack = new AbortController();
  const isDeaf = () => sound.emit({ at: now(), heard: null });

  const begin = (track: MediaStreamTrack) => {
    ofTrack.abort();
    ofTrack = new AbortController();
    const life = AbortSignal.any([signal, ofTrack.signal]);
    void listen({
      track,
      withModel,
      onHeard: (heard, busyMs) => {
        meter.detected(busyMs, performance.now());
        sound.emit({ at: now() - BATCH_MS, heard });
        if (withModel && heard.speech === null) return;
        restarts.worked();
        tellSense('sound', null);
      },
      onUnavailable: (reason) => {
        isDeaf();
        restarts.failed(reason, performance.now());
        tellSense('sound', reason);
        const waitMs = restarts.waitMs(performance.now());
        if (waitMs === null) return;
        const timer = setTimeout(() => begin(track), waitMs);
        life.addEventListener('abort', () => clearTimeout(timer));
      },
      signal: life,
    });
  };
  const follow = () => {
    // A muted one gives pure silence, which says nothing about the room.
    const track = capture.state('microphone') === 'live' ? capture.live('microphone') : null;
    if (track === heardTrack || signal.aborted) return;
    heardTrack = track;
    isDeaf();
    if (track) begin(track);
    else ofTrack.abort();
  };
  capture.onChange(follow, signal);
  follow();
}
