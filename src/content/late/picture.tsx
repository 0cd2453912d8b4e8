import { useEffect, useRef, useState } from 'preact/hooks';
import { drawFrame } from '../../ui/draw-frame.ts';
import type { PartComponent } from './parts.ts';

const NEAR_END_PX = 24;

/** The picture grows the feed when it is drawn: who had read to the end sees the end. */
async function keepEnd(canvas: HTMLCanvasElement | null, webp: string): Promise<void> {
  const feed = canvas?.closest('.feed');
  const wasAtEnd = feed && feed.scrollHeight - feed.scrollTop - feed.clientHeight < NEAR_END_PX;
  await drawFrame(canvas, webp);
  if (wasAtEnd) feed.scrollTop = feed.scrollHeight;
}

/** Drawn, not linked: the page's CSP has a say in `img-src`. */
export const Picture: PartComponent<'picture'> = ({ id, source, t }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    const stop = source.pictures((picture) => {
      if (picture.id !== id) return;
      setMissing(picture.webp === null);
      if (picture.webp) void keepEnd(canvas.current, picture.webp);
    });
    source.send({ type: 'picture-wanted', id });
    return stop;
  }, [id, source]);
  return (
    <>
      <canvas ref={canvas} class="chat-picture" role="img" aria-label={t('picture')} hidden={isMissing} />
      {isMissing && t('picture_missing')}
    </>
  );
};
