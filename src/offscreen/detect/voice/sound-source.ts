import { isLookedFor } from '../looked-for.ts';
import type { SourceTools } from '../source-list.ts';
import { listen } from './listen.ts';
import { BATCH_MS } from './voice-messages.ts';

/** Listens to the microphone while there is one. Where voices are allowed, nobody listens for them. */
export function watchSound({ capture, sources, plan, now, signal }: SourceTools): void {
  const { sound } = sources;
  const withModel = isLookedFor('voice_detected', plan);
  let heardTrack: MediaStreamTrack | null = null;
  let ofTrack = new AbortController();
  const follow = () => {
    // A muted one gives pure silence, which says nothing about the room.
    const track = capture.state('microphone') === 'live' ? capture.live('microphone') : null;
    if (track === heardTrack || signal.aborted) return;
    ofTrack.abort();
    ofTrack = new AbortController();
    heardTrack = track;
    const isDeaf = () => sound.emit({ at: now(), heard: null });
    isDeaf();
    if (!track) return;
    void listen({
      track,
      withModel,
      onHeard: (heard) => sound.emit({ at: now() - BATCH_MS, heard }),
      onUnavailable: isDeaf,
      signal: AbortSignal.any([signal, ofTrack.signal]),
    });
  };
  capture.onChange(follow, signal);
  follow();
}
