/** Opens camera and microphone apart, so that one that is missing or refused does not take the other with it. */
const OPEN_TIMEOUT_MS = 20_000;

export const openCamera = (
  deviceId: string | undefined,
  picture: MediaTrackConstraints,
  signal: AbortSignal,
): Promise<MediaStreamTrack> => openTrack({ video: { ...exact(deviceId), ...picture } }, signal);

export const openMicrophone = (
  deviceId: string | undefined,
  signal: AbortSignal,
): Promise<MediaStreamTrack> => openTrack({ audio: { ...exact(deviceId), ...HONEST_SOUND } }, signal);

/** Documents are photographed before the exam: as many pixels as an ordinary camera has. */
export const IDENTITY_PICTURE = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 15 },
} as const satisfies MediaTrackConstraints;

/** What is recorded, and looked at by detection. */
export const EXAM_PICTURE = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 15, max: 15 },
} as const satisfies MediaTrackConstraints;

/** Call processing hides just what a reviewer must hear: a voice in the background. */
export const HONEST_SOUND = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: 1,
} as const satisfies MediaTrackConstraints;

const exact = (deviceId: string | undefined): MediaTrackConstraints =>
  deviceId ? { deviceId: { exact: deviceId } } : {};

async function openTrack(
  constraints: MediaStreamConstraints,
  signal: AbortSignal,
): Promise<MediaStreamTrack> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(OPEN_TIMEOUT_MS)]);
  const opening = navigator.mediaDevices.getUserMedia(constraints);
  // getUserMedia cannot be taken back: what comes too late is closed again, or the camera's lamp would stay on.
  void opening.then(
    (stream) => limit.aborted && stream.getTracks().forEach((track) => track.stop()),
    () => undefined,
  );
  const stream = await Promise.race([opening, rejectOn(limit)]);
  return stream.getTracks()[0]!;
}

const rejectOn = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail, { once: true });
  });
