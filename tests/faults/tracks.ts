import type { FaultExam } from './fault-exam.ts';

/**
 * Does something to every live track of a device, wherever the extension keeps it: nothing of it is exposed for tests.
 *
 * @param act runs in the offscreen document
 */
export async function tracksOf(
  { machine }: FaultExam,
  device: 'camera' | 'microphone' | 'screen',
  act: (track: MediaStreamTrack) => void,
): Promise<void> {
  const offscreen = await machine.offscreen();
  const prototype = await offscreen.evaluateHandle(() => MediaStreamTrack.prototype);
  const all = await offscreen.queryObjects(prototype);
  const touched = await offscreen.evaluate(
    (tracks, device, source) => {
      const act = new Function(`return (${source})`)() as (track: MediaStreamTrack) => void;
      const deviceOf = (track: MediaStreamTrack) => {
        if (track.kind === 'audio') return 'microphone';
        return track.getSettings().displaySurface === undefined ? 'camera' : 'screen';
      };
      const mine = tracks.filter((track) => track.readyState === 'live' && deviceOf(track) === device);
      mine.forEach(act);
      return mine.length;
    },
    all as unknown as MediaStreamTrack[],
    device,
    act.toString(),
  );
  await Promise.all([all.dispose(), prototype.dispose()]);
  if (touched === 0) throw new Error(`no live track of the ${device}`);
}
