import type { Page } from 'puppeteer';
import { until } from '../../tests/support/wait.ts';

/** Resolves when the page's two players have a picture. */
export const canPlay = (page: Page) =>
  until('both players to have a picture', () =>
    page.$$eval(
      'video',
      (videos) => videos.length === 2 && videos.every((video) => video.readyState >= 2 && !video.seeking),
    ),
  );

/** Milliseconds until both of two bare players have presented a frame of this moment. */
export async function seekPlainly(page: Page, toSeconds: number): Promise<number> {
  await page.bringToFront();
  return page.evaluate(async (toSeconds) => {
    const videos = [...document.querySelectorAll('video')];
    const from = performance.now();
    const arrived = videos.map(
      (video) =>
        new Promise<void>((done) => {
          const look = (_: number, { mediaTime }: VideoFrameCallbackMetadata) =>
            Math.abs(mediaTime - toSeconds) < 0.5 ? done() : video.requestVideoFrameCallback(look);
          video.requestVideoFrameCallback(look);
          video.currentTime = toSeconds;
        }),
    );
    await Promise.all(arrived);
    const ms = performance.now() - from;
    await new Promise((over) => setTimeout(over, 500));
    return ms;
  }, toSeconds);
}
