import { type Detection, FaceDetector, FaceLandmarker } from '@mediapipe/tasks-vision';
import type { Face, FromFaceWorker, HeadPose, Look, ToFaceWorker } from './face-messages.ts';
import { isOfLargest, poseOf } from './head-pose.ts';
import { hasTurned, type HeadTurn, headTurnOf } from './head-turn.ts';

/** Finds faces, in a module worker of the offscreen document. Nothing leaves it but boxes, scores and angles. */
/** A dark empty room scores up to 0.6, the back of a head 0.53, faces of every kind in the suite from 0.76 up. */
const MIN_CONFIDENCE = 0.65;
/** Told all the same, as a doubt: where something looks a little like a face, "nobody is there" is less sure. */
const MIN_DOUBT = 0.3;

let base = '';
let near: FaceDetector | null = null;
let far: FaceDetector | null = null;
let landmarker: FaceLandmarker | null = null;
let lastAt = 0;
/** How the head was turned when its pose was last measured. */
let measuredTurn: HeadTurn | null = null;

self.addEventListener('message', ({ data }: MessageEvent<ToFaceWorker>) => {
  if (data.type === 'start') void start(data.base);
  else void look(data);
});

async function start(from: string): Promise<void> {
  base = from;
  try {
    near = await createDetector('face-short-range.tflite');
    // The "CPU" delegate needs WebGL all the same, and says so only when it looks at its first picture.
    near.detectForVideo(new ImageData(64, 64), ++lastAt);
    answer({ type: 'ready' });
  } catch (error) {
    near = null;
    answer({ type: 'unavailable', reason: String(error) });
  }
}

async function look({ pixels, width, height, at, wanted }: LookMessage): Promise<void> {
  try {
    if (!near) throw new Error('not started');
    // Only what an exam asks for is loaded. Timestamps must grow in VIDEO mode.
    if (wanted.far) far ??= await createDetector('face-full-range.tflite');
    if (wanted.pose !== 'no') landmarker ??= await createLandmarker();
    const startedAt = performance.now();
    lastAt = Math.max(lastAt + 1, at);
    const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
    const nearby = find(near, image);
    const further = wanted.far && far ? find(far, image) : null;
    const faces = nearby.filter(isFace);
    const turn = turnOfLargest(faces, image);
    const isPoseMeasured =
      faces.length > 0 &&
      (wanted.pose === 'yes' || (wanted.pose === 'if_turned' && hasTurned(measuredTurn, turn)));
    if (isPoseMeasured) measuredTurn = turn;
    const found: Look = {
      near: faces.map(({ face }) => face),
      far: further && further.filter(isFace).map(({ face }) => face),
      pose: isPoseMeasured ? measurePose(image, faces) : null,
      isPoseMeasured,
      doubt: Math.max(0, ...[...nearby, ...(further ?? [])].filter((spot) => !isFace(spot)).map(scoreOf)),
      tookMs: performance.now() - startedAt,
    };
    answer({ type: 'seen', look: found, pixels }, [pixels]);
  } catch (error) {
    answer({ type: 'failed', reason: String(error), pixels }, [pixels]);
  }
}
type LookMessage = Extract<ToFaceWorker, { type: 'look' }>;

interface Spot {
  face: Face;
  points: Detection['keypoints'];
}

const scoreOf = ({ face }: Spot): number => face.score;
const isFace = (spot: Spot): boolean => scoreOf(spot) >= MIN_CONFIDENCE;

const find = (detector: FaceDetector, image: ImageData): Spot[] =>
  detector.detectForVideo(image, lastAt).detections.map(({ categories, boundingBox, keypoints }) => ({
    face: {
      score: categories[0]?.score ?? 0,
      x: (boundingBox?.originX ?? 0) / image.width,
      y: (boundingBox?.originY ?? 0) / image.height,
      width: (boundingBox?.width ?? 0) / image.width,
      height: (boundingBox?.height ?? 0) / image.height,
    },
    points: keypoints,
  }));

function turnOfLargest(spots: readonly Spot[], { width, height }: ImageData): HeadTurn | null {
  const [largest] = spots.toSorted((a, b) => b.face.height - a.face.height);
  return largest ? headTurnOf(largest.points, width / height) : null;
}

function measurePose(image: ImageData, spots: readonly Spot[]): HeadPose | null {
  const found = landmarker?.detect(image);
  const matrix = found?.facialTransformationMatrixes[0];
  const faces = spots.map(({ face }) => face);
  return matrix && isOfLargest(found.faceLandmarks[0] ?? [], faces) ? poseOf(matrix.data) : null;
}

const createDetector = (model: string): Promise<FaceDetector> =>
  FaceDetector.createFromOptions(runtimeFor(model), {
    ...common(model),
    minDetectionConfidence: MIN_DOUBT,
  });

/**
 * Without blendshapes: nothing that could tell of a mood is computed. Every picture by itself: following a face from
 * one picture to the next, a quarter of a second apart, loses it or bends its pose when the head moves.
 */
const createLandmarker = (): Promise<FaceLandmarker> => {
  const model = 'face-landmarks.task';
  return FaceLandmarker.createFromOptions(runtimeFor(model), {
    ...common(model),
    runningMode: 'IMAGE',
    numFaces: 1,
    outputFacialTransformationMatrixes: true,
    outputFaceBlendshapes: false,
  });
};

const common = (model: string) =>
  ({
    baseOptions: { modelAssetPath: `${base}models/${model}`, delegate: 'CPU' },
    runningMode: 'VIDEO',
  }) as const;

const runtimeFor = (model: string) => ({
  // The module loader: in a module worker the classic one finds no `importScripts`. It hands its factory over only
  // when it is evaluated, which the library uses up: each model asks for it under a name of its own.
  wasmLoaderPath: `${base}wasm/vision_wasm_module_internal.js?for=${model}`,
  wasmBinaryPath: `${base}wasm/vision_wasm_module_internal.wasm`,
});

const answer = (message: FromFaceWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });
