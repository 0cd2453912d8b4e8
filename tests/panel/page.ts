/// <reference types="vite/client" />
import { awaitLate } from '../../src/content/late/arrival.ts';
import type { LateTable } from '../../src/content/late/parts.ts';
import { mountPanel } from '../../src/content/mount.tsx';
import type { PanelSource, PanelState } from '../../src/content/panel/source.ts';
import { shieldKeys } from '../../src/content/shield-keys.ts';
import roomCss from '../../src/content/room/room-open.css?inline';
import type { PanelWords } from '../../src/content/texts.ts';
import type { FromView } from '../../src/protocol/view-port.ts';
import { toBase64 } from '../../src/shared/base64.ts';
import { packPicture } from '../../src/shared/small-picture.ts';
import { type CaseName, cannedView } from './canned.ts';

/** Put in by the build: every language. */
declare const __PANEL_WORDS__: PanelWords[];
declare const __LATE_WORDS__: { language: PanelWords['language']; table: LateTable }[];

/**
 * The panel in an open root with a canned view: `?case=running&language=ru&collapsed=1&link=connecting`. Tests read
 * `window.sent` and change the view by `window.show(case)`.
 */
const query = new URLSearchParams(location.search);
const words = __PANEL_WORDS__.find(({ language }) => language === (query.get('language') ?? 'ru'))!;
const { language } = words;
// In the built extension a script of its own, which the worker puts in.
awaitLate();
Object.assign(globalThis, { examusLateWords: __LATE_WORDS__.find((late) => late.language === language) });
await import('../../src/content/late/index.tsx');
const link = (query.get('link') ?? 'live') as PanelState['link'];
const viewOf = (name: string | null) =>
  name === 'none' ? null : cannedView((name ?? 'running') as CaseName, language);

let state: PanelState = { link, view: viewOf(query.get('case')), words, startLabel: query.get('start') };
const listeners = new Set<() => void>();
const sent: FromView[] = [];

const source: PanelSource = {
  state: () => state,
  subscribe: (changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
  frames: (draw) => {
    const context = drawn();
    const { width, height } = context.canvas;
    draw(packPicture({ pixels: context.getImageData(0, 0, width, height).data, width, height }));
    return () => {};
  },
  pictures: (take) => {
    void encoded(drawn().canvas).then((webp) => take({ type: 'picture', id: 'picture', webp }));
    return () => {};
  },
  send: (message) => {
    sent.push(message);
    return state.link === 'live';
  },
};

/** A person at a desk. */
function drawn(): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(320, 240);
  const context = canvas.getContext('2d')!;
  const fill = (color: string, draw: () => void) => {
    context.fillStyle = color;
    context.beginPath();
    draw();
    context.fill();
  };
  fill('#b9c6cf', () => context.rect(0, 0, 320, 240));
  fill('#8fa3b0', () => context.rect(220, 20, 80, 120));
  fill('#35506b', () => context.ellipse(160, 262, 96, 84, 0, 0, 7));
  fill('#d9a47f', () => context.rect(142, 150, 36, 44));
  fill('#3a2a20', () => context.ellipse(160, 96, 52, 60, 0, 0, 7));
  fill('#eebd98', () => context.ellipse(160, 112, 43, 54, 0, 0, 7));
  fill('#3a2a20', () => {
    context.ellipse(144, 106, 4, 5, 0, 0, 7);
    context.ellipse(176, 106, 4, 5, 0, 0, 7);
    context.rect(146, 138, 28, 3);
  });
  return context;
}

async function encoded(canvas: OffscreenCanvas): Promise<string> {
  const blob = await canvas.convertToBlob({ type: 'image/webp' });
  return toBase64(new Uint8Array(await blob.arrayBuffer()));
}

const room = new CSSStyleSheet();
room.replaceSync(roomCss);
document.adoptedStyleSheets = [room];
const initiallyCollapsed = query.get('collapsed') === '1';
const setRoom = (collapsed: boolean) => {
  document.documentElement.dataset['examusPanel'] = collapsed ? 'collapsed' : 'open';
};
setRoom(initiallyCollapsed);
mountPanel({
  source,
  initiallyCollapsed,
  onCollapsed: setRoom,
  mode: 'open',
  shield: shieldKeys(),
  signal: new AbortController().signal,
});

declare global {
  interface Window {
    sent: FromView[];
    show: (name: CaseName) => void;
  }
}
window.sent = sent;
window.show = (name) => {
  state = { ...state, view: viewOf(name) };
  for (const changed of listeners) changed();
};
