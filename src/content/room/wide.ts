import { roomPx } from './room.ts';

const MARK = 'data-examus-wide';

/**
 * A page that cannot become as narrow as the panel leaves it ends under the panel, where no scrolling gets it out: it
 * fits the window. Lets such a window scroll on, by as much as room.css makes of `--examus-wide`.
 */
export function keepWideInReach(): void {
  const { documentElement: root, body, scrollingElement } = document;
  // In quirks mode the body's width is the window's, which says nothing.
  if (!body || scrollingElement === body) return;
  const room = roomPx();
  const end = Math.ceil(body.getBoundingClientRect().left + scrollX + body.scrollWidth);
  const isWide = room > 0 && end > root.clientWidth - room + 1;
  const wide = isWide ? `${end}px` : '';
  if (root.style.getPropertyValue('--examus-wide') === wide) return;
  root.style.setProperty('--examus-wide', wide);
  root.toggleAttribute(MARK, isWide);
}
