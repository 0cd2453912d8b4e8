import { roomPx } from './room.ts';
import { keepWideInReach } from './wide.ts';

const MARK = 'data-examus-aside';

export interface Aside {
  /** The room changed: look at the whole page again. */
  again: () => void;
}

/**
 * Moves what the page itself has fixed at its right edge out of the panel's room, for pages whose parts are not known:
 * looks at what was added or changed, once per frame and before that frame is painted, so that nothing is seen to
 * move. Elements that `placed` selects are left to room.css.
 */
export function keepAside(placed: string | null, signal: AbortSignal): Aside {
  let dirty = new Set<Element>();
  const look = () => {
    const roots = dirty;
    dirty = new Set();
    if (signal.aborted) return;
    for (const root of roots) if (root.isConnected && !isWithin(roots, root)) moveAside(root, placed);
    keepWideInReach();
  };
  const ask = (root: Element) => {
    if (dirty.size === 0) requestAnimationFrame(look);
    dirty.add(root);
  };

  const changes = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') ask(target as Element);
      for (const node of addedNodes) if (node instanceof Element) ask(node);
    }
  });
  changes.observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['class', 'style', 'hidden'],
  });
  signal.addEventListener('abort', () => changes.disconnect());

  const again = () => {
    for (const element of document.querySelectorAll(`[${MARK}]`)) element.removeAttribute(MARK);
    ask(document.documentElement);
  };
  addEventListener('resize', again, { signal });
  // Style sheets that arrive late fix elements without a mutation.
  addEventListener('load', again, { capture: true, signal });
  again();
  return { again };
}

/** A parsed page comes element by element: what stands in one that is looked at is looked at with it. */
function isWithin(roots: ReadonlySet<Element>, root: Element): boolean {
  for (let above = root.parentElement; above; above = above.parentElement) {
    if (roots.has(above)) return true;
  }
  return false;
}

function moveAside(root: Element, placed: string | null): void {
  const room = roomPx();
  if (room === 0) return;
  const edge = document.documentElement.clientWidth - room;
  for (const element of [root, ...root.querySelectorAll('*')]) {
    // Most elements end here: reading a box is cheap once the page is laid out, reading styles is not.
    if (element.getBoundingClientRect().right <= edge + 1 || !(element instanceof HTMLElement)) continue;
    if (element.closest(`[${MARK}],examus-panel${placed ? `,${placed}` : ''}`) || !isFixed(element)) continue;
    mark(element, edge);
  }
}

/** Fixed to the window, or absolute without anything but the window to stand in. */
function isFixed(element: HTMLElement): boolean {
  const { position, visibility } = getComputedStyle(element);
  if (visibility === 'hidden') return false;
  return position === 'fixed' || (position === 'absolute' && isInitialBlock(element.offsetParent));
}
const isInitialBlock = (parent: Element | null): boolean =>
  parent === null || (parent === document.body && getComputedStyle(parent).position === 'static');

function mark(element: HTMLElement, edge: number): void {
  element.style.setProperty('--examus-margin', getComputedStyle(element).marginRight);
  element.setAttribute(MARK, '');
  // Held by its left edge: no margin moves it.
  const { left, right } = element.getBoundingClientRect();
  const isInSight = left < document.documentElement.clientWidth;
  if (right <= edge + 1 || !isInSight) return;
  element.style.setProperty('--examus-shift', `${Math.max(edge - right, -left)}px`);
  element.setAttribute(MARK, 'shift');
}
