import type { FaultExam } from './fault-exam.ts';

/** `end`: pulled out, taken away, sharing stopped. `mute`: a switch on the device or in the system. */
export type TrackEvent = 'end' | 'mute' | 'unmute';

/**
 * Lets something happen to every live track of a device, wherever the extension keeps it: nothing of it is exposed
 * for tests. A page sees hardware only through such events.
 */
export async function happensToTracks(
  { machine }: FaultExam,
  device: 'camera' | 'microphone' | 'screen',
  event: TrackEvent,
): Promise<void> {
  const offscreen = await machine.offscreen();
  const prototype = await offscreen.evaluateHandle(() => MediaStreamTrack.prototype);
  const all = await offscreen.queryObjects(prototype);
  const touched = await offscreen.evaluate(
    (tracks, device, event) => {
      const deviceOf = (track: MediaStreamTrack) => {
        if (track.kind === 'audio') return 'microphone';
        return track.getSettings().displaySurface === undefined ? 'camera' : 'screen';
      };
      const mine = tracks.filter((track) => track.readyState === 'live' && deviceOf(track) === device);
      for (const track of mine) {
        if (event === 'end') track.stop();
        else Object.defineProperty(track, 'muted', { value: event === 'mute', configurable: true });
        track.dispatchEvent(new Event(event === 'end' ? 'ended' : event));
      }
      return mine.length;
    },
    all as unknown as MediaStreamTrack[],
    device,
    event,
  );
  await Promise.all([all.dispose(), prototype.dispose()]);
  if (touched === 0) throw new Error(`no live track of the ${device}`);
}
