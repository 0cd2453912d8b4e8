/**
 * When the next frame of a track comes, by `performance.now()`; null when none comes in time. A recording's zero is its
 * first frame, which at 5 frames a second may be 200 ms after the recorder was started.
 */
export async function nextFrameAt(track: MediaStreamTrack, timeoutMs: number): Promise<number | null> {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), timeoutMs);
  try {
    const { value: frame } = await reader.read();
    const at = performance.now();
    frame?.close();
    return frame ? at : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => undefined);
  }
}
