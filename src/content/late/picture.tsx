import { useEffect, useRef, useState } from 'preact/hooks';
import { drawFrame } from '../../ui/draw-frame.ts';
import type { PartComponent } from './parts.ts';

/** Drawn, not linked: the page's CSP has a say in `img-src`. */
export const Picture: PartComponent<'picture'> = ({ id, source, t }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    const stop = source.pictures((picture) => {
      if (picture.id !== id) return;
      setMissing(picture.webp === null);
      if (picture.webp) void drawFrame(canvas.current, picture.webp);
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
