import { FaceDetector } from '@mediapipe/tasks-vision';

/** What one call of the library costs by itself, with the options of the extension's own worker. */
export type ToRawWorker =
  | { type: 'start'; base: string; minConfidence: number }
  | { type: 'look'; pixels: ArrayBuffer; width: number; height: number };
export type FromRawWorker =
  | { type: 'ready' }
  | { type: 'took'; ms: number; faces: number; pixels: ArrayBuffer };

let detector: FaceDetector | null = null;
let at = 0;

self.addEventListener('message', ({ data }: MessageEvent<ToRawWorker>) => {
  if (data.type === 'start') void start(data);
  else look(data);
});

async function start({ base, minConfidence }: Extract<ToRawWorker, { type: 'start' }>): Promise<void> {
  const wasm = `${base}wasm/vision_wasm_module_internal`;
  detector = await FaceDetector.createFromOptions(
    { wasmLoaderPath: `${wasm}.js?for=raw`, wasmBinaryPath: `${wasm}.wasm` },
    {
      baseOptions: { modelAssetPath: `${base}models/face-short-range.tflite`, delegate: 'CPU' },
      runningMode: 'VIDEO',
      minDetectionConfidence: minConfidence,
    },
  );
  answer({ type: 'ready' });
}

function look({ pixels, width, height }: Extract<ToRawWorker, { type: 'look' }>): void {
  if (!detector) throw new Error('not started');
  const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
  at += 250;
  const startedAt = performance.now();
  const { detections } = detector.detectForVideo(image, at);
  answer({ type: 'took', ms: performance.now() - startedAt, faces: detections.length, pixels }, [pixels]);
}

const answer = (message: FromRawWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });
