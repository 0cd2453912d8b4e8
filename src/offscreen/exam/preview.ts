import { packPicture } from '../../shared/small-picture.ts';
import type { Capture } from '../capture/capture.ts';
import { encodeWebp } from '../frames/encode.ts';
import { followFrames } from '../frames/follow-frames.ts';
import type { RgbaFrame } from '../frames/rgba-frame.ts';
import { shrinkInto } from '../frames/scale.ts';
import type { ViewLink, ViewPorts } from './view-ports.ts';

/** What the portal shows; each pixel more costs the student's processor. */
const MAX_WIDTH = 256;
const MAX_HEIGHT = 192;
const SHAPE = MAX_HEIGHT / MAX_WIDTH;
/** Of the time between two pictures. */
const DUE_FROM = 0.75;

/** Shows the student their own camera, as it is recorded: small pictures to whoever looks, at the pace each asks for. */
export function sendPreview(capture: Capture, ports: ViewPorts, signal: AbortSignal): void {
  const sentAt = new WeakMap<ViewLink, number>();
  let isEncoding = false;

  const everyMs = () => {
    // A page that has just come must not look at nothing until the next beat.
    if (ports.looking.some((link) => !sentAt.has(link))) return 0;
    const fps = ports.looking.reduce((most, link) => Math.max(most, link.fps), 0);
    return fps === 0 ? null : 1000 / fps;
  };
  const take = (frame: RgbaFrame) => {
    const due = ports.looking.filter(
      // A camera in a dim room is slow, and its pictures come off the beat.
      (link) => frame.at - (sentAt.get(link) ?? -Infinity) >= (1000 / link.fps) * DUE_FROM,
    );
    sendSmall(
      frame,
      due.filter(({ width }) => width !== undefined),
    );
    void sendWebp(
      frame,
      due.filter(({ width }) => width === undefined),
    );
  };
  const sendSmall = (frame: RgbaFrame, links: ViewLink[]) => {
    for (const [width, same] of Map.groupBy(links, (link) => link.width!)) {
      const picture = packPicture(shrinkInto(frame, width, width * SHAPE));
      for (const link of same) {
        sentAt.set(link, frame.at);
        link.send({ type: 'small-frame', picture });
      }
    }
  };
  const sendWebp = async (frame: RgbaFrame, links: ViewLink[]) => {
    if (isEncoding || links.length === 0) return;
    isEncoding = true;
    try {
      const webp = await encodeWebp(shrinkInto(frame, MAX_WIDTH, MAX_HEIGHT), 0.7);
      for (const link of links) {
        sentAt.set(link, frame.at);
        link.send({ type: 'frame', webp });
      }
    } finally {
      isEncoding = false;
    }
  };
  followFrames(capture, everyMs, take, signal);
}
