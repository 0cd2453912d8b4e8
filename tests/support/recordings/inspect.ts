import { resolve } from 'node:path';
import type { Page } from 'puppeteer';
import type { RecordingKind } from '../../../src/protocol/recording.ts';
import { bundleForPage } from '../bundle-for-page.ts';
import type { DecodedRecording } from './decode.ts';

/**
 * Downloads a recording the way the console does and decodes every frame of it with the browser's own decoders.
 *
 * @param page signed in as a proctor, on the server's origin
 */
export async function inspectRecording(
  page: Page,
  sessionId: string,
  kind: RecordingKind,
): Promise<DecodedRecording> {
  await page.evaluate(await bundleForPage(resolve(import.meta.dirname, 'decode.ts')));
  return page.evaluate(
    (url) =>
      (
        globalThis as unknown as { decodeRecording: (url: string) => Promise<DecodedRecording> }
      ).decodeRecording(new URL(url, location.origin).href),
    `/api/v1/console/sessions/${sessionId}/recordings/${kind}/playlist.m3u8`,
  );
}
