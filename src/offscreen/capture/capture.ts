import type { CaptureStatus, TrackStatus } from '../../protocol/calls.ts';
import { CameraFrames } from '../frames/camera-frames.ts';
import { lightOf, type Light } from '../frames/light.ts';
import { mediaCause } from '../../shared/media-cause.ts';
import { meterLevel, type LevelMeter } from './level-meter.ts';
import { displayMedia } from './screen/display-media.ts';
import type { ScreenSource, Surface } from './screen/screen-source.ts';
import { captureTab } from './screen/tab-capture.ts';
import { TrackSlot } from './track-slot.ts';
import { EXAM_PICTURE, IDENTITY_PICTURE, openCamera, openMicrophone } from './user-media.ts';

export interface Devices {
  cameraId?: string | undefined;
  microphoneId?: string | undefined;
}
export type DeviceKind = InputKind | 'screen' | 'tab';
export type InputKind = 'camera' | 'microphone';
/** What `getUserMedia` opens. */
export const inputs: readonly InputKind[] = ['camera', 'microphone'];

const LIGHT_EVERY_MS = 500;
/** The wrong thing is picked once by mistake; twice, and the picker is the mistake. */
const WRONG_PICKS = 2;

/** The student's camera, microphone and screen, each in its slot; what hangs on a track lives as long as it does. */
export class Capture {
  readonly #listeners = new Set<() => void>();
  readonly #changed = () => this.#listeners.forEach((listener) => listener());
  readonly #slots = {
    camera: new TrackSlot(this.#changed),
    microphone: new TrackSlot(this.#changed),
    screen: new TrackSlot(this.#changed),
    tab: new TrackSlot(this.#changed),
  };
  #devices: Devices = {};
  #picture: MediaTrackConstraints = IDENTITY_PICTURE;
  #frames: CameraFrames | null = null;
  #light: Light | null = null;
  /** The check looks at it; in the exam detection has its own eyes. */
  #needsLight = true;
  #meter: LevelMeter | null = null;
  #ofCamera = new AbortController();
  #ofMicrophone = new AbortController();
  #ofScreen = new AbortController();
  #opening: Promise<void> | null = null;
  #sharing: Promise<void> | null = null;
  #surface: Surface | undefined;
  #screenWay: ScreenSource['id'] = 'display-media';
  #wrongPicks = 0;
  /** Until everything is closed: what was asked for before and comes after it is let go. */
  #inUse = new AbortController();
  #isScreenWanted = false;

  onChange(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  live(kind: DeviceKind): MediaStreamTrack | null {
    return this.#slots[kind].live;
  }
  state(kind: DeviceKind): TrackStatus['state'] {
    return this.#slots[kind].status.state;
  }
  /** What the system calls it; of a lost one, what it was called. */
  label(kind: DeviceKind): string {
    return this.#slots[kind].label;
  }
  /** Chrome's own picker did not lead to a screen, or another way did before: the portal has that way. */
  get needsOtherScreenWay(): boolean {
    return this.#screenWay === 'desktop-capture' && !this.live('screen');
  }
  /** Chrome has to ask the student for a device that is lost, which it cannot do here (design 5.1). */
  get needsQuestion(): boolean {
    return inputs.some((kind) => {
      const { status } = this.#slots[kind];
      return status.state === 'failed' && (status.cause === 'dismissed' || status.cause === 'refused');
    });
  }
  /** Pictures of the camera while it is live. */
  get frames(): CameraFrames | null {
    return this.live('camera') ? this.#frames : null;
  }
  /** True while Chrome's own dialog of ours is before the student. */
  get isAsking(): boolean {
    return this.#sharing !== null;
  }

  /** Opens what is not open; what another device was chosen for is opened anew. Never rejects: see `status`. */
  async open(devices: Devices, signal: AbortSignal, which = inputs): Promise<void> {
    const inUse = AbortSignal.any([signal, this.#inUse.signal]);
    while (this.#opening) await this.#opening;
    this.#opening = this.#open(devices, inUse, which).finally(() => (this.#opening = null));
    await this.#opening;
  }

  async #open(devices: Devices, signal: AbortSignal, which: readonly InputKind[]): Promise<void> {
    if (signal.aborted) return;
    const { cameraId = this.#devices.cameraId, microphoneId = this.#devices.microphoneId } = devices;
    const opensCamera =
      which.includes('camera') && (!this.live('camera') || cameraId !== this.#devices.cameraId);
    const opensMicrophone =
      which.includes('microphone') &&
      (!this.live('microphone') || microphoneId !== this.#devices.microphoneId);
    // The one that was chosen before may be gone for good; another one does as well.
    const orAny = async (
      id: string | undefined,
      isChosenNow: boolean,
      open: (id: string | undefined) => Promise<MediaStreamTrack>,
    ): Promise<Opened> => {
      const opened = await settled(open(id));
      const isGone = opened.error !== undefined && mediaCause(opened.error) === 'missing';
      return isGone && id !== undefined && !isChosenNow ? settled(open(undefined)) : opened;
    };
    const [camera, microphone] = await Promise.all([
      opensCamera
        ? orAny(cameraId, devices.cameraId !== undefined, (id) => openCamera(id, this.#picture, signal))
        : null,
      opensMicrophone
        ? orAny(microphoneId, devices.microphoneId !== undefined, (id) => openMicrophone(id, signal))
        : null,
    ]);
    if (signal.aborted) {
      for (const opened of [camera, microphone]) opened?.track?.stop();
      return;
    }
    // Both in one moment, or a recording would begin without sound and break off at once.
    // Chosen ones are remembered when they worked: what is gone must not be asked for again and again.
    if (camera?.track) this.#putCamera(camera.track, cameraId);
    else if (camera) this.#slots.camera.fail(camera.error);
    if (microphone?.track) this.#putMicrophone(microphone.track, microphoneId);
    else if (microphone) this.#slots.microphone.fail(microphone.error);
  }

  #putCamera(track: MediaStreamTrack, cameraId: string | undefined): void {
    this.#devices = { ...this.#devices, cameraId };
    this.#ofCamera.abort();
    const { signal } = (this.#ofCamera = new AbortController());
    this.#light = null;
    this.#frames = new CameraFrames(track, signal);
    this.#frames.watch(
      () => (this.#needsLight ? LIGHT_EVERY_MS : null),
      (frame) => void (this.#light = lightOf(frame)),
      signal,
    );
    this.#slots.camera.put(track);
  }

  #putMicrophone(track: MediaStreamTrack, microphoneId: string | undefined): void {
    this.#devices = { ...this.#devices, microphoneId };
    this.#ofMicrophone.abort();
    const { signal } = (this.#ofMicrophone = new AbortController());
    this.#meter = meterLevel(track, signal);
    this.#slots.microphone.put(track);
  }

  /** A device may not be used any more: without a word from Chrome its slot would only know that it ended. */
  withdraw(kind: InputKind, cause: 'refused' | 'dismissed'): void {
    const { status } = this.#slots[kind];
    if (status.state !== 'failed' || status.cause !== cause) this.#slots[kind].withdraw(cause);
  }

  /** Asks for the screen. Kept only when it is a whole one. Never rejects: see `status`. */
  async shareScreen(signal: AbortSignal, source: ScreenSource = displayMedia): Promise<void> {
    this.#isScreenWanted = true;
    this.#sharing ??= this.#share(signal, source).finally(() => (this.#sharing = null));
    await this.#sharing;
  }

  async #share(signal: AbortSignal, source: ScreenSource): Promise<void> {
    const { screen } = this.#slots;
    const ofTrack = new AbortController();
    const letGo = (track: MediaStreamTrack) => {
      track.stop();
      ofTrack.abort();
    };
    try {
      const { track, surface } = await source.obtain(AbortSignal.any([signal, ofTrack.signal]));
      // The picker cannot be closed from here; an exam may be over before it is.
      if (!this.#isScreenWanted) return letGo(track);
      if (surface === 'monitor') {
        // Text is what matters: keep it sharp rather than smooth.
        track.contentHint = 'text';
        this.#surface = surface;
        this.#screenWay = source.id;
        this.#wrongPicks = 0;
        screen.put(track);
        this.#ofScreen.abort();
        this.#ofScreen = ofTrack;
        return;
      }
      letGo(track);
      screen.failWith('not_whole_screen', surface ?? 'unknown surface');
      this.#wrongPicks += 1;
      if (this.#wrongPicks >= WRONG_PICKS) this.#screenWay = 'desktop-capture';
    } catch (error) {
      if (!this.#isScreenWanted) return;
      screen.fail(error);
      this.#screenWay = 'desktop-capture';
    }
    this.#changed();
  }

  /** Takes the quiz tab that the student clicked the icon on. Never rejects: see `status`. */
  async takeTab(streamId: string): Promise<void> {
    const { tab } = this.#slots;
    try {
      const track = await captureTab(streamId);
      track.contentHint = 'text';
      tab.put(track);
    } catch (error) {
      tab.fail(error);
    }
  }

  /** From identity photos to the size that is recorded. A camera that cannot keeps what it has. */
  async settleForExam(): Promise<void> {
    this.#picture = EXAM_PICTURE;
    this.#needsLight = false;
    this.#light = null;
    await this.live('camera')
      ?.applyConstraints(EXAM_PICTURE)
      .catch(() => undefined);
  }

  /** As many pictures a second as this machine can bear. */
  async useFrameRate(fps: number): Promise<void> {
    this.#picture = { ...EXAM_PICTURE, frameRate: { ideal: fps, max: fps } };
    await this.live('camera')
      ?.applyConstraints(this.#picture)
      .catch(() => undefined);
  }

  close(): void {
    this.#inUse.abort();
    this.#inUse = new AbortController();
    this.#isScreenWanted = false;
    this.#ofCamera.abort();
    this.#ofMicrophone.abort();
    this.#frames = null;
    this.#meter = null;
    this.#light = null;
    this.#devices = {};
    this.#picture = IDENTITY_PICTURE;
    this.#needsLight = true;
    this.#screenWay = 'display-media';
    this.#wrongPicks = 0;
    for (const slot of Object.values(this.#slots)) slot.close();
    this.#ofScreen.abort();
  }

  status(recording: boolean): CaptureStatus {
    const { camera, microphone, screen, tab } = this.#slots;
    const surface = screen.live ? this.#surface : undefined;
    return {
      camera: {
        ...camera.status,
        ...sizeOf(camera.live),
        ...(camera.live && this.#light
          ? { meanLuma: this.#light.mean, lumaVariance: this.#light.variance }
          : {}),
      },
      microphone: {
        ...microphone.status,
        ...(microphone.live && this.#meter ? { level: this.#meter.level() } : {}),
      },
      screen: {
        ...screen.status,
        ...sizeOf(screen.live),
        ...(surface ? { surface } : {}),
        ...(this.needsOtherScreenWay ? { otherWay: true } : {}),
      },
      tab: { ...tab.status, ...sizeOf(tab.live) },
      recording,
    };
  }
}

function sizeOf(track: MediaStreamTrack | null): { width?: number; height?: number } {
  const { width, height } = track?.getSettings() ?? {};
  return width && height ? { width, height } : {};
}

type Opened = { track: MediaStreamTrack; error?: undefined } | { track?: undefined; error: unknown };
const settled = (opening: Promise<MediaStreamTrack>): Promise<Opened> =>
  opening.then(
    (track) => ({ track }),
    (error: unknown) => ({ error }),
  );
