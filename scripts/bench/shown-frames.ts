import type { Page } from 'puppeteer';

/** From now on each player of the page tells, in `data-presented`, the media time of the frame that it showed last. */
export const followFrames = (page: Page): Promise<void> =>
  page.$$eval('video:not([data-presented])', (videos) => {
    for (const video of videos) {
      video.dataset['presented'] = '';
      const look = (_: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
        video.dataset['presented'] = String(mediaTime);
        video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
    }
  });

/** Resolves when camera and screen have both presented the frame of this moment. */
export async function framesShown(page: Page, at: number): Promise<void> {
  await page
    .waitForFunction(
      (at) => {
        const videos = [...document.querySelectorAll('video')];
        const hasFrame = ({ currentTime, dataset, seeking }: HTMLVideoElement) =>
          !seeking &&
          Math.abs(Number(dataset['shownAt']) - at) < 1000 &&
          dataset['presented'] !== '' &&
          Math.abs(Number(dataset['presented']) - currentTime) < 0.5;
        return videos.length === 2 && videos.every(hasFrame);
      },
      { polling: 'raf', timeout: 15_000 },
      at,
    )
    .catch(async (cause: unknown) => {
      const seen = await page.$$eval('video', (videos) =>
        videos.map(({ currentTime, dataset, seeking, readyState }) => ({
          currentTime,
          seeking,
          readyState,
          shownAt: dataset['shownAt'],
          presented: dataset['presented'],
        })),
      );
      throw new Error(`no frames of ${at}: ${JSON.stringify(seen)}`, { cause });
    });
}
