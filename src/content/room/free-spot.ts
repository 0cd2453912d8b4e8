const MARGIN_PX = 8;
const STEP_PX = 24;
const SPARED =
  '[role=timer],a[href],button,input,select,textarea,label,summary,iframe,video,audio,[role=button],[role=link],[role=checkbox],[role=radio],[role=tab],[role=menuitem],[contenteditable],[tabindex]:not([tabindex="-1"])';

/**
 * Keeps a small fixed element where it covers no control of the page, nor its time: down the right edge, else the left
 * one. Looks again after the page scrolled, changed its size or its content; moves only when it has to.
 */
export function keepFreeSpot(host: HTMLElement, signal: AbortSignal): void {
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      if (!signal.aborted) place(host);
    });
  };
  addEventListener('scroll', ask, { capture: true, passive: true, signal });
  addEventListener('resize', ask, { signal });
  document.addEventListener('DOMContentLoaded', ask, { signal });
  addEventListener('load', ask, { capture: true, signal });
  const changes = new MutationObserver(ask);
  changes.observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['class', 'style', 'hidden'],
  });
  signal.addEventListener('abort', () => changes.disconnect());
  place(host);
}

function place(host: HTMLElement): void {
  const { width, height } = host.getBoundingClientRect();
  const lefts = [innerWidth - scrollbarWidth() - width - MARGIN_PX, MARGIN_PX];
  const bottom = innerHeight - height - MARGIN_PX;
  const now = {
    left: parseFloat(host.style.getPropertyValue('--bubble-left')),
    top: parseFloat(host.style.getPropertyValue('--bubble-top')),
  };
  const isInside = now.left + width <= innerWidth && now.top + height <= innerHeight;
  if (isInside && isFree(host, now.left, now.top, width, height)) return;
  for (const left of lefts) {
    for (let top = bottom; top >= MARGIN_PX; top -= STEP_PX) {
      if (isFree(host, left, top, width, height)) return moveTo(host, left, top);
    }
  }
  // Controls everywhere: the corner covers the least, and the panel can be opened and closed from there.
  moveTo(host, lefts[0]!, bottom);
}

function moveTo(host: HTMLElement, left: number, top: number): void {
  host.style.setProperty('--bubble-left', `${left}px`);
  host.style.setProperty('--bubble-top', `${top}px`);
}

const scrollbarWidth = (): number => innerWidth - document.documentElement.clientWidth;

/** Probed every 12 px: the smallest control a finger or pointer can be asked to hit is larger. */
function isFree(host: HTMLElement, left: number, top: number, width: number, height: number): boolean {
  for (const x of steps(left, width)) {
    for (const y of steps(top, height)) {
      const below = document.elementsFromPoint(x, y).find((element) => element !== host);
      if (below?.closest(SPARED)) return false;
    }
  }
  return true;
}

function steps(start: number, length: number): number[] {
  const count = Math.ceil(length / 12);
  return Array.from({ length: count + 1 }, (_, index) => start + Math.min(length, index * 12));
}
