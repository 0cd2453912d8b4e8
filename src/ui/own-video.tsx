import { useEffect, useRef } from 'preact/hooks';
import type { SmallPicture } from '../protocol/small-picture.ts';
import { painterOn } from './draw-small-picture.ts';

/** Calls `draw` with each picture until the returned function is called. */
export type Frames = (draw: (picture: SmallPicture) => void) => () => void;

interface Props {
  frames: Frames;
  label: string;
  /** Why nothing is seen, in words; covers the last picture, which would be a lie. */
  fault: string | null;
}

/** What the camera gives the recording, mirrored as people know themselves. */
export function OwnVideo({ frames, label, fault }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current ? frames(painterOn(canvas.current)) : undefined), [frames]);
  return (
    <div class="own-video">
      <canvas ref={canvas} width="320" height="240" role="img" aria-label={label} />
      {fault && <span class="own-video-fault">{fault}</span>}
    </div>
  );
}
