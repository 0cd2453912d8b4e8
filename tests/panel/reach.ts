import type { Frame, Page } from 'puppeteer';

/** What a click or the eye cannot get at. `by`: `panel`, `edge` (beyond the window, nothing scrolls there), or the page's own element. */
export interface OutOfReach {
  what: string;
  by: string;
}

const CONTROLS = 'a[href],button,input:not([type=hidden]),select,textarea,label,iframe,summary,[role=timer]';

/** Every visible control of the page, or of a part of it, that cannot be got at, not even by scrolling. */
export const outOfReach = (page: Page | Frame, part = 'body'): Promise<OutOfReach[]> =>
  page.evaluate(
    async (part, controls) => {
      const nextFrame = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      const found: { what: string; by: string }[] = [];
      for (const control of document.querySelector(part)!.querySelectorAll<HTMLElement>(controls)) {
        if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const before = control.getBoundingClientRect();
        control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const { left, top, right, bottom, width, height } = control.getBoundingClientRect();
        if (width === 0 || height === 0) continue;
        // A bubble moves out of the way by the next frame.
        if (left !== before.left || top !== before.top) await nextFrame();
        const middle = [(left + right) / 2, (top + bottom) / 2] as const;
        // Half a button is no button.
        const sides = [left + 2, middle[0], right - 2].flatMap((x) =>
          [top + 2, middle[1], bottom - 2].map((y) => [x, y] as const),
        );
        const points = height > innerHeight ? [middle] : [middle, ...sides];
        const obstacles = points.map((point) => {
          const [x, y] = point;
          if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return 'edge';
          const hit = document.elementFromPoint(x, y);
          if (hit?.localName === 'examus-panel') return 'panel';
          // Round ones leave their corners to what lies below, lines of text overlap a little.
          if (point !== middle || (hit && (control.contains(hit) || hit.contains(control)))) return null;
          return hit ? hit.id || hit.className || hit.localName : 'nothing';
        });
        const by = obstacles.find((obstacle) => obstacle !== null);
        if (by === undefined || by === null) continue;
        const what = control.id || control.textContent?.trim() || control.className || control.localName;
        found.push({ what, by });
      }
      return found;
    },
    part,
    CONTROLS,
  );

/** The same, but for what the page itself lays over its own controls: drawers over the text, a dialog over all. */
export const coveredControls = async (page: Page, part = 'body'): Promise<OutOfReach[]> =>
  (await outOfReach(page, part)).filter(({ by }) => by === 'panel' || by === 'edge');

/** Whether the whole of an element stands in the window with nothing over it, as the page is scrolled now. */
export const isInSight = (page: Page | Frame, selector: string): Promise<boolean> =>
  page.evaluate((selector) => {
    const element = document.querySelector(selector)!;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left + 2, right - 2].every((x) =>
      [top + 2, bottom - 2].every((y) => {
        const hit = document.elementFromPoint(x, y);
        return hit !== null && (element.contains(hit) || hit.contains(element));
      }),
    );
  }, selector);

export interface PanelTime {
  /** As it is read, e.g. `1:05:59`. */
  text: string;
  isInSight: boolean;
}
/** The time left as the panel shows it; null when it shows none. Its root is closed, so Chrome itself is asked for it. */
export async function panelTime(page: Page): Promise<PanelTime | null> {
  const session = await page.createCDPSession();
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    const shadow = findHost(root)?.shadowRoots?.[0];
    if (!shadow) return null;
    const { object } = await session.send('DOM.resolveNode', { backendNodeId: shadow.backendNodeId });
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: object.objectId!,
      functionDeclaration: lookAtTime.toString(),
      returnByValue: true,
    });
    return result.value as PanelTime | null;
  } finally {
    await session.detach();
  }
}

interface Node {
  localName: string;
  backendNodeId: number;
  children?: Node[];
  shadowRoots?: Node[];
}
function findHost(node: Node): Node | undefined {
  if (node.localName === 'examus-panel') return node;
  for (const child of node.children ?? []) {
    const found = findHost(child);
    if (found) return found;
  }
  return undefined;
}

/** Runs in the page, on the panel's root. */
function lookAtTime(this: ShadowRoot): PanelTime | null {
  const value = this.querySelector('.timer-value');
  if (!value) return null;
  const { left, top, right, bottom } = value.getBoundingClientRect();
  const isInSight = [left + 1, right - 1].every((x) =>
    [top + 1, bottom - 1].every((y) => {
      const isOurs = document.elementFromPoint(x, y) === this.host;
      const hit = this.elementFromPoint(x, y);
      return isOurs && hit !== null && (hit === value || hit.contains(value));
    }),
  );
  return { text: value.textContent ?? '', isInSight };
}
