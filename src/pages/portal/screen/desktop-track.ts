/**
 * Chrome's dialog that shows nothing but screens ("Share your entire screen"). Asked from this page and not from the
 * worker: what it gives can be opened in the asking tab alone. Rejects with the browser's DOMException.
 */
export async function pickScreen(): Promise<MediaStreamTrack> {
  const streamId = await new Promise<string>((picked) => {
    chrome.desktopCapture.chooseDesktopMedia(['screen'], picked);
  });
  if (!streamId) throw new DOMException('dismissed', 'NotAllowedError');
  const constraints: DesktopConstraints = {
    video: {
      mandatory: {
        chromeMediaSource: 'desktop',
        chromeMediaSourceId: streamId,
        maxWidth: 1920,
        maxHeight: 1080,
        maxFrameRate: 5,
      },
    },
  };
  const stream = await navigator.mediaDevices.getUserMedia(constraints as unknown as MediaStreamConstraints);
  const [track] = stream.getVideoTracks();
  if (!track) throw new DOMException('the screen gave no picture', 'NotFoundError');
  // On its way through the peer connection text must stay sharp; fewer frames do no harm.
  track.contentHint = 'text';
  return track;
}

/** Chromium's own way to name a source, older than the standard's constraints and in no type library. */
interface DesktopConstraints {
  video: {
    mandatory: Record<'chromeMediaSource' | 'chromeMediaSourceId', string> &
      Record<'maxWidth' | 'maxHeight' | 'maxFrameRate', number>;
  };
}
