export type Surface = 'monitor' | 'window' | 'browser';

export interface ObtainedScreen {
  track: MediaStreamTrack;
  /** What was picked; undefined where the browser does not tell. */
  surface: Surface | undefined;
}

/**
 * One way to get the student's screen. `obtain` shows whatever the browser shows; it resolves with a live track of
 * any surface, or rejects with the browser's DOMException. The track fires `ended` when the way closes; the way closes
 * when `signal` says that nobody wants the track any more.
 */
export interface ScreenSource {
  readonly id: 'display-media' | 'desktop-capture';
  obtain(signal: AbortSignal): Promise<ObtainedScreen>;
}

/** What was picked, by the track's own word. */
export function surfaceOf(track: MediaStreamTrack): Surface | undefined {
  const { displaySurface } = track.getSettings();
  return displaySurface === 'monitor' || displaySurface === 'window' || displaySurface === 'browser'
    ? displaySurface
    : undefined;
}

/** Fine enough to read a quiz, small enough to send. */
export const SCREEN_LIMITS = {
  frameRate: { max: 5 },
  width: { max: 1920 },
  height: { max: 1080 },
} as const satisfies MediaTrackConstraints;
