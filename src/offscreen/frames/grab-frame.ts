import { copyFrame, rgbaBytes } from './copy-frame.ts';
import type { RgbaFrame } from './rgba-frame.ts';

/**
 * One picture of a track that nobody reads all the time, such as the screen: the next frame that comes, or null when
 * none comes in time (a screen on which nothing moves gives few).
 */
export async function grabFrame(track: MediaStreamTrack, timeoutMs: number): Promise<RgbaFrame | null> {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), timeoutMs);
  try {
    const { value: frame } = await reader.read();
    if (!frame) return null;
    try {
      return await copyFrame(frame, new ArrayBuffer(rgbaBytes(frame)));
    } finally {
      frame.close();
    }
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => undefined);
  }
}
