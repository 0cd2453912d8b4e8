import { render } from 'preact';
import { isOpen, type Shape } from './panel/layout.ts';
import { Panel } from './panel/panel.tsx';
import { followLate } from './late/arrival.ts';
import { panelSheet, sheetOf } from './panel/sheet.ts';
import type { PanelSource } from './panel/source.ts';
import { keepFreeSpot } from './room/free-spot.ts';
import type { KeyShield } from './shield-keys.ts';

export interface MountOptions {
  source: PanelSource;
  /** Null = not chosen: by the window's width. */
  initiallyCollapsed: boolean | null;
  onCollapsed: (collapsed: boolean) => void;
  /** `open` only on the test page, where axe looks inside. */
  mode: ShadowRootMode;
  shield: KeyShield;
  signal: AbortSignal;
}

/** Puts the panel beside the page's body, out of reach of its styles and scripts. Returns the host element. */
export function mountPanel({
  source,
  initiallyCollapsed,
  onCollapsed,
  mode,
  shield,
  signal,
}: MountOptions): HTMLElement {
  const host = document.createElement('examus-panel');
  const root = host.attachShadow({ mode });
  const sheet = panelSheet();
  root.adoptedStyleSheets = [sheet];
  const unfollow = followLate(({ css }) => (root.adoptedStyleSheets = [sheet, sheetOf(css)]));
  shield(host, root);

  let spot = new AbortController();
  const onShape = (shape: Shape) => {
    host.dataset['shape'] = shape;
    spot.abort();
    spot = new AbortController();
    if (shape === 'bubble') keepFreeSpot(host, AbortSignal.any([signal, spot.signal]));
    if (!isOpen(shape) && root.activeElement instanceof HTMLElement) root.activeElement.blur();
  };
  // In the page first: a bubble is measured as it is drawn.
  document.documentElement.append(host);
  render(<Panel {...{ source, initiallyCollapsed, onCollapsed, onShape }} />, root);
  signal.addEventListener('abort', () => {
    unfollow();
    render(null, root);
    host.remove();
  });
  return host;
}
