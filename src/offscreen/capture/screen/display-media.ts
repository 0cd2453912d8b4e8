import { SCREEN_LIMITS, type ScreenSource, surfaceOf } from './screen-source.ts';

/** Chrome's own picker, opened on "Entire screen". Works in an offscreen document without a user's gesture. */
export const displayMedia: ScreenSource = {
  id: 'display-media',
  async obtain(signal) {
    const asking = navigator.mediaDevices.getDisplayMedia({
      video: { ...SCREEN_LIMITS, displaySurface: 'monitor' },
      audio: false,
      monitorTypeSurfaces: 'include',
      selfBrowserSurface: 'exclude',
      surfaceSwitching: 'exclude',
    });
    // The picker cannot be closed from here: what it gives after an abort is let go at once.
    const stream = await asking;
    const [track] = stream.getVideoTracks();
    if (!track) throw new DOMException('the picker gave no picture', 'NotFoundError');
    if (signal.aborted) track.stop();
    signal.throwIfAborted();
    return { track, surface: surfaceOf(track) };
  },
};
