import type { Capture } from '../capture/capture.ts';
import { encodeWebp } from '../frames/encode.ts';
import { followFrames } from '../frames/follow-frames.ts';
import type { RgbaFrame } from '../frames/rgba-frame.ts';
import { shrinkInto } from '../frames/scale.ts';
import type { ViewLink, ViewPorts } from './view-ports.ts';

/** As large as the panel shows it on a screen of 720 lines; each pixel more costs the student's processor. */
const MAX_WIDTH = 256;
const MAX_HEIGHT = 192;

/** Shows the student their own camera, as it is recorded: small pictures to whoever looks, at the pace each asks for. */
export function sendPreview(capture: Capture, ports: ViewPorts, signal: AbortSignal): void {
  const sentAt = new WeakMap<ViewLink, number>();
  let isEncoding = false;

  const everyMs = () => {
    const fps = ports.looking.reduce((most, link) => Math.max(most, link.fps), 0);
    return fps === 0 ? null : 1000 / fps;
  };
  const take = async (frame: RgbaFrame) => {
    const { at } = frame;
    // A tenth early is in time: pictures come at the camera's pace, not at ours.
    const due = ports.looking.filter((link) => at - (sentAt.get(link) ?? 0) >= 900 / link.fps);
    if (isEncoding || due.length === 0) return;
    isEncoding = true;
    try {
      const webp = await encodeWebp(shrinkInto(frame, MAX_WIDTH, MAX_HEIGHT), 0.7);
      for (const link of due) {
        sentAt.set(link, at);
        link.send({ type: 'frame', webp });
      }
    } finally {
      isEncoding = false;
    }
  };
  followFrames(capture, everyMs, (frame) => void take(frame), signal);
}
