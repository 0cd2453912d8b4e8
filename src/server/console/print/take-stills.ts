import type { SessionId } from '../../../protocol/ids.ts';
import type { RecordingKind } from '../../../protocol/recording.ts';
import { mediaAt } from '../player/pieces.ts';
import { openTrack, type Track } from '../player/track.ts';

const LOAD_MS = 15_000;
const SEEK_MS = 8000;
const PICTURE_EVERY_MS = 50;

/**
 * Pictures of a recording at the given moments (clock time), one after the other; null where there is none. Gives them
 * as they come; ends early when `signal` aborts.
 */
export async function* takeStills(
  sessionId: SessionId,
  kind: RecordingKind,
  moments: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<ImageBitmap | null> {
  const closing = new AbortController();
  const both = AbortSignal.any([signal, closing.signal]);
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  // Chromium 156 often decodes nothing for one that stands in no page, though it says that it has data.
  video.className = 'still-source';
  document.body.append(video);
  try {
    const track = openTrack(sessionId, kind, video, both);
    const isThere = await isLoaded(track, both);
    for (const at of moments) {
      if (both.aborted) return;
      yield isThere ? await stillAt(track, at, both) : null;
    }
  } finally {
    closing.abort();
    video.remove();
  }
}

async function stillAt(
  { video, pieces }: Track,
  at: number,
  signal: AbortSignal,
): Promise<ImageBitmap | null> {
  const target = mediaAt(pieces(), at);
  if (target === null) return null;
  video.currentTime = target;
  const isShown = () => !video.seeking && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  // The player may still be on its way to where it begins: the first `seeked` need not be ours.
  if (!(await becomes(video, isShown, signal)) || video.videoWidth === 0) return null;
  return pictureOf(video, AbortSignal.any([signal, AbortSignal.timeout(SEEK_MS)]));
}

/**
 * What the video shows. Its picture may come a moment after `seeked` ("The image source is not usable" until then), and
 * no event of a paused video tells when.
 */
async function pictureOf(video: HTMLVideoElement, over: AbortSignal): Promise<ImageBitmap | null> {
  while (!over.aborted) {
    const picture = await createImageBitmap(video).catch(() => null);
    if (picture) return picture;
    await new Promise((soon) => setTimeout(soon, PICTURE_EVERY_MS));
  }
  return null;
}

function isLoaded({ state }: Track, signal: AbortSignal): Promise<boolean> {
  return new Promise((done) => {
    const timer = setTimeout(() => end(false), LOAD_MS);
    const stop = state.subscribe((now) => {
      // Not from inside the subscription, which may still be under way.
      if (now !== 'loading') queueMicrotask(() => end(now === 'ready'));
    });
    signal.addEventListener('abort', () => end(false), { once: true });
    const end = (isThere: boolean) => {
      clearTimeout(timer);
      stop();
      done(isThere);
    };
  });
}

/** False when it did not become so in time. */
const becomes = (video: HTMLVideoElement, isSo: () => boolean, signal: AbortSignal): Promise<boolean> =>
  new Promise((done) => {
    const over = AbortSignal.any([signal, AbortSignal.timeout(SEEK_MS)]);
    const look = () => isSo() && done(true);
    for (const name of ['seeked', 'canplay']) video.addEventListener(name, look, { signal: over });
    over.addEventListener('abort', () => done(false), { once: true });
    look();
  });
