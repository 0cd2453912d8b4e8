import type { Page } from 'puppeteer';

/** From each key that is pressed in a field to the frame that shows it, in milliseconds. */
export async function typingDelays(page: Page, selector: string, keys: number): Promise<number[]> {
  await page.bringToFront();
  await page.focus(selector);
  await page.evaluate((selector) => {
    const delays: number[] = [];
    const watching = new AbortController();
    const field = document.querySelector<HTMLElement>(selector)!;
    const look = ({ timeStamp }: KeyboardEvent) =>
      requestAnimationFrame(() => {
        // The first task after the frame's callbacks: the frame has been made.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          delays.push(performance.now() - timeStamp);
          port1.close();
        });
        port1.start();
        port2.postMessage(null);
      });
    field.addEventListener('keydown', look, { signal: watching.signal });
    Object.assign(window, { typing: { delays, stop: () => watching.abort() } });
  }, selector);
  for (let key = 0; key < keys; key++) {
    await page.keyboard.press('KeyA');
    // As fast as a good typist, and in no step with the frames.
    await new Promise((over) => setTimeout(over, 60 + Math.random() * 80));
  }
  return page.evaluate(() => {
    const { delays, stop } = Reflect.get(window, 'typing') as { delays: number[]; stop: () => void };
    stop();
    return delays;
  });
}
