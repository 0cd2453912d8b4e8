import type { Page } from 'puppeteer';
import type { StillStream } from '../../src/protocol/still.ts';

/**
 * The server gives a console no more stills than it asked for, however fast they are made. So that a page sees as many in
 * a minute as in ten, each that comes is handed to it several times, a little later each time: call before it is opened.
 */
export const multiplyStills = (page: Page): Promise<unknown> =>
  page.evaluateOnNewDocument(() => {
    const bench = { haste: 1, sockets: new Set<WebSocket>() };
    Object.assign(globalThis, { bench });
    const later = (data: ArrayBuffer, ms: number): ArrayBuffer => {
      const copy = data.slice(0);
      const view = new DataView(copy);
      view.setFloat64(17, view.getFloat64(17) + ms);
      return copy;
    };
    globalThis.WebSocket = class extends WebSocket {
      override addEventListener(type: string, listener: unknown, options?: AddEventListenerOptions): void {
        bench.sockets.add(this);
        const hear = listener as (event: { data: unknown }) => void;
        const several = (event: { data: unknown }) => {
          hear(event);
          if (!(event.data instanceof ArrayBuffer)) return;
          for (let more = 1; more < bench.haste; more += 1) hear({ data: later(event.data, more) });
        };
        super.addEventListener(
          type,
          (type === 'message' ? several : hear) as unknown as EventListener,
          options,
        );
      }
    };
  });

export const setHaste = (page: Page, haste: number): Promise<void> =>
  page.evaluate((wanted) => void Object.assign(Reflect.get(globalThis, 'bench'), { haste: wanted }), haste);

/** The line of the page breaks. */
export const breakLine = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { sockets } = Reflect.get(globalThis, 'bench') as { sockets: Set<WebSocket> };
    for (const socket of sockets) socket.close();
    sockets.clear();
  });

/** Pictures as heavy as a camera's and a written page's at a tile's width. */
export async function drawStills(page: Page): Promise<Record<StillStream, Uint8Array<ArrayBuffer>>> {
  const drawn = await page.evaluate(async () => {
    const draw = async (width: number, height: number, bytes: number) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      for (let cells = 100; ; cells *= 1.3) {
        for (let cell = 0; cell < cells; cell += 1) {
          context.fillStyle = `hsl(${Math.random() * 360} 50% ${Math.random() * 100}%)`;
          context.fillRect(Math.random() * width, Math.random() * height, 12, 9);
        }
        const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.6 });
        if (blob.size >= bytes || cells > 5000) return [...new Uint8Array(await blob.arrayBuffer())];
      }
    };
    return { camera: await draw(240, 180, 5000), screen: await draw(320, 180, 7000) };
  });
  return { camera: Uint8Array.from(drawn.camera), screen: Uint8Array.from(drawn.screen) };
}
