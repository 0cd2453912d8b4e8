import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { ExamView } from '../../protocol/view-port.ts';
import { Late } from '../late/late.tsx';
import { panelTexts } from '../texts.ts';
import { Body } from './body.tsx';
import { Bubble } from './bubble.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { framesWanted, isOpen, NARROW, type Shape, shapeOf, TIGHT } from './layout.ts';
import { countUnread } from './phase.ts';
import { Rail } from './rail.tsx';
import type { PanelSource } from './source.ts';
import { useMedia, useSource, useVisible } from './use-source.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { Who } from './who.tsx';

interface Props {
  source: PanelSource;
  /** Null = not chosen: by the window's width. */
  initiallyCollapsed: boolean | null;
  /** The student collapsed or expanded the panel: make room, and remember it for the next page. */
  onCollapsed: (collapsed: boolean) => void;
  /** Tells the mount how the panel stands, before that is painted: a bubble is put where it covers nothing. */
  onShape: (shape: Shape) => void;
}

export function Panel({ source, initiallyCollapsed, onCollapsed, onShape }: Props) {
  const { link, view, words, startLabel } = useSource(source);
  const t = useMemo(() => panelTexts(words), [words]);
  const [collapsed, setCollapsed] = useState(initiallyCollapsed);
  const [over, setOver] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const isNarrow = useMedia(NARROW);
  const isTight = useMedia(TIGHT);
  const isVisible = useVisible();
  const shape = shapeOf({ collapsed, over }, isNarrow, isTight);
  const unread = useUnread(source, view, isOpen(shape) && isVisible);

  useLayoutEffect(() => onShape(shape), [shape, onShape]);
  const isCoached = (view?.coach?.length ?? 0) > 0;
  const { fps, width } = framesWanted(shape, { isVisible, isCoached });
  useEffect(() => {
    if (link === 'live') source.send({ type: 'looking', fps, width });
  }, [source, link, fps, width]);

  const toggle = () => {
    if (isNarrow) return setOver(!over);
    setCollapsed(shape === 'open');
    onCollapsed(shape === 'open');
  };

  const curtain = view?.session.curtain && <Late part="curtain" {...{ view, source, t }} />;
  if (shape === 'bubble') return [curtain, <Bubble {...{ view, t, unread }} onOpen={toggle} />];
  if (shape === 'collapsed') return [curtain, <Rail {...{ view, source, t, unread }} onExpand={toggle} />];
  return (
    <section class={`examus panel panel-${shape}`} aria-label={t('panel')} lang={words.language}>
      <Header {...{ view, t, isMenuOpen }} onCollapse={toggle} onMenu={() => setMenuOpen(!isMenuOpen)} />
      {view && <Who {...{ view, source, t }} />}
      {isMenuOpen ? (
        <Late part="menu" {...{ view, t }} onClose={() => setMenuOpen(false)}>
          <Spinner />
        </Late>
      ) : (
        <Body {...{ link, view, source, t, startLabel }} />
      )}
      {view && <Footer {...{ view, source, t }} isLive={link === 'live'} />}
      {curtain}
    </section>
  );
}

/** Unread messages; what stands in the open panel on a visible page counts as read. */
function useUnread(source: PanelSource, view: ExamView | null, isRead: boolean): number {
  const [seenHere, setSeenHere] = useState(0);
  const newest = view?.feed.at(-1)?.at ?? 0;
  const seenUpTo = Math.max(seenHere, view?.seenUpTo ?? 0);
  useEffect(() => {
    if (!isRead || newest <= seenUpTo) return;
    setSeenHere(newest);
    source.send({ type: 'seen', upTo: newest });
  }, [source, isRead, newest, seenUpTo]);
  return view ? countUnread(view, isRead ? newest : seenUpTo) : 0;
}
