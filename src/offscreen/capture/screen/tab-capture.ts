/** Chromium's own way to name a source, older than the standard's constraints and in no type library. */
interface TabConstraints {
  video: {
    mandatory: Record<'chromeMediaSource' | 'chromeMediaSourceId', string> &
      Record<'maxWidth' | 'maxHeight' | 'maxFrameRate', number>;
  };
}

/**
 * The quiz tab itself, by the id the worker got for a click on the icon. Pictures only: with its sound taken, the
 * student would hear the tab no more. Lives through navigations, ends with the tab.
 */
export async function captureTab(streamId: string): Promise<MediaStreamTrack> {
  const constraints: TabConstraints = {
    video: {
      mandatory: {
        chromeMediaSource: 'tab',
        chromeMediaSourceId: streamId,
        maxWidth: 1920,
        maxHeight: 1080,
        maxFrameRate: 5,
      },
    },
  };
  const stream = await navigator.mediaDevices.getUserMedia(constraints as unknown as MediaStreamConstraints);
  const [track] = stream.getVideoTracks();
  if (!track) throw new DOMException('the tab gave no picture', 'NotFoundError');
  return track;
}
