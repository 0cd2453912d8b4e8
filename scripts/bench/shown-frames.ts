import type { Page } from 'puppeteer';

/** In milliseconds: a player that stands still is this near to the moment asked for. */
const NEAR_MS = 250;
const TIMEOUT_MS = 15_000;

/**
 * Resolves when camera and screen both stand at this moment, have its frame, and the page was painted with it. (What
 * `requestVideoFrameCallback` tells is not enough: in a paused player it may miss the last frame for good.)
 */
export async function framesShown(page: Page, at: number): Promise<void> {
  const missing = await page.evaluate(
    async (at, near, timeoutMs) => {
      const videos = [...document.querySelectorAll('video')];
      const hasFrame = ({ dataset, seeking, readyState }: HTMLVideoElement) =>
        !seeking &&
        readyState >= HTMLMediaElement.HAVE_CURRENT_DATA &&
        Math.abs(Number(dataset['shownAt']) - at) < near;
      const deadline = performance.now() + timeoutMs;
      for (let painted = 0; painted < 2;) {
        if (performance.now() > deadline) {
          return videos.map(({ dataset, seeking, readyState }) => ({
            seeking,
            readyState,
            shownAt: dataset['shownAt'],
          }));
        }
        await new Promise(requestAnimationFrame);
        painted = videos.length === 2 && videos.every(hasFrame) ? painted + 1 : 0;
      }
      return null;
    },
    at,
    NEAR_MS,
    TIMEOUT_MS,
  );
  if (missing) throw new Error(`no frames of ${at}: ${JSON.stringify(missing)}`);
}
