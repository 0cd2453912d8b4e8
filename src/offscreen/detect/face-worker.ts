import { FaceDetector } from '@mediapipe/tasks-vision';
import type { FromFaceWorker, ToFaceWorker } from './face-messages.ts';

/** Finds faces, in a module worker of the offscreen document. Nothing leaves it but boxes and scores. */
const MIN_CONFIDENCE = 0.5;

let detector: FaceDetector | null = null;
let lastAt = 0;

self.addEventListener('message', ({ data }: MessageEvent<ToFaceWorker>) => {
  if (data.type === 'start') void start(data.base);
  else look(data);
});

async function start(base: string): Promise<void> {
  try {
    detector = await FaceDetector.createFromOptions(
      {
        // The module loader: in a module worker the classic one finds no `importScripts`.
        wasmLoaderPath: `${base}wasm/vision_wasm_module_internal.js`,
        wasmBinaryPath: `${base}wasm/vision_wasm_module_internal.wasm`,
      },
      {
        baseOptions: { modelAssetPath: `${base}models/face-short-range.tflite`, delegate: 'CPU' },
        runningMode: 'VIDEO',
        minDetectionConfidence: MIN_CONFIDENCE,
      },
    );
    // The "CPU" delegate needs WebGL all the same, and says so only when it looks at its first picture.
    detector.detectForVideo(new ImageData(64, 64), ++lastAt);
    answer({ type: 'ready' });
  } catch (error) {
    detector = null;
    answer({ type: 'unavailable', reason: String(error) });
  }
}

function look({ pixels, width, height, at }: Extract<ToFaceWorker, { type: 'look' }>): void {
  try {
    if (!detector) throw new Error('not started');
    // Timestamps must grow in VIDEO mode.
    lastAt = Math.max(lastAt + 1, at);
    const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
    const faces = detector.detectForVideo(image, lastAt).detections.map((detection) => ({
      score: detection.categories[0]?.score ?? 0,
      x: detection.boundingBox?.originX ?? 0,
      y: detection.boundingBox?.originY ?? 0,
      width: detection.boundingBox?.width ?? 0,
      height: detection.boundingBox?.height ?? 0,
    }));
    answer({ type: 'seen', faces, pixels }, [pixels]);
  } catch (error) {
    answer({ type: 'failed', reason: String(error), pixels }, [pixels]);
  }
}

const answer = (message: FromFaceWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });
