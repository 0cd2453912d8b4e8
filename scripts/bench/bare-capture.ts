import type { Page } from 'puppeteer';
import { SEGMENT_MS } from '../../src/protocol/recording.ts';
import { BIT_RATES } from '../../src/offscreen/record/formats.ts';
import { SCREEN_LIMITS } from '../../src/offscreen/capture/screen/screen-source.ts';
import { EXAM_PICTURE, HONEST_SOUND } from '../../src/offscreen/capture/user-media.ts';

/**
 * Captures camera, microphone and screen in a page and records them as the extension does — same constraints, codecs,
 * bit rates and key frames — and throws the bytes away: the least that any recording of an exam costs.
 */
export async function captureBare(page: Page): Promise<void> {
  const wanted = {
    camera: EXAM_PICTURE,
    microphone: HONEST_SOUND,
    screen: SCREEN_LIMITS,
    rates: BIT_RATES.full,
    everyMs: SEGMENT_MS,
  };
  await page.evaluate(async ({ camera, microphone, screen, rates, everyMs }) => {
    const seen = await navigator.mediaDevices.getUserMedia({ video: camera, audio: microphone });
    const shared = await navigator.mediaDevices.getDisplayMedia({ video: screen });
    let bytes = 0;
    const record = (tracks: MediaStreamTrack[], codecs: string) => {
      const mimeType = `video/mp4;codecs=${codecs}`;
      const how = { mimeType, videoKeyFrameIntervalDuration: everyMs, ...rates };
      const recorder = new MediaRecorder(new MediaStream(tracks), how);
      recorder.addEventListener('dataavailable', ({ data }) => (bytes += data.size));
      recorder.start(everyMs / 4);
      return recorder;
    };
    for (const track of shared.getTracks()) track.contentHint = 'text';
    const recorders = [record(seen.getTracks(), 'avc1,opus'), record(shared.getVideoTracks(), 'avc1')];
    // Kept from the garbage collector, and for whoever asks whether it records.
    Object.assign(window, { bare: { recorders, bytes: () => bytes } });
  }, wanted);
  await page.waitForFunction(
    () => (Reflect.get(window, 'bare') as { bytes: () => number }).bytes() > 10_000,
    { timeout: 30_000 },
  );
}
