import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { storedZip } from './stored-zip.ts';
import { addTfliteMetadata } from './tflite-metadata.ts';
import { padOutput } from './tflite-pad-output.ts';

const root = resolve(import.meta.dirname, '../..');
const modules = join(root, 'node_modules/@mediapipe');

/** What detection was measured with; another file under the same name must not slip into a build. */
const SHA256 = {
  'face_detection/face_detection_short_range.tflite':
    '3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633',
  'face_detection/face_detection_full_range_sparse.tflite':
    '671dd2f9ed11a78436fc21cc42357a803dfc6f73e9fb86541be942d5716c2dce',
  'face_mesh/face_mesh_solution_packed_assets.data':
    'dbe5905c582c0462cdaea17e7e6ecea92edaa8cccc515c5e2e7291f2cbb5fb99',
  'face-short-range.tflite': 'd2514def15f48e4dad9dd66b259853bc841544144bae597203caf08bcff5bdb5',
  'face-full-range.tflite': '04b0ebefa5a415fae34a43457a10260b95ede29b5d240e7922ada0c99765fbd0',
  'face-landmarks.task': '48df6db902a9e4e635c2abd51b06d6a7b6305550ab2cc14de571d4c70578ac44',
};
type Known = keyof typeof SHA256;

/** Puts all that face detection loads at run time into a build: WebAssembly, its loader, the models, the licences. */
export async function copyDetectionFiles(outDir: string): Promise<void> {
  for (const folder of ['wasm', 'models', 'licences']) await mkdir(join(outDir, folder), { recursive: true });
  const models = await buildFaceModels();
  await Promise.all([
    ...Object.entries(models).map(([name, bytes]) => writeFile(join(outDir, 'models', name), bytes)),
    // The module flavour: the detector runs in a module worker, where the classic loader cannot start.
    ...['vision_wasm_module_internal.js', 'vision_wasm_module_internal.wasm'].map((file) =>
      copyFile(join(modules, 'tasks-vision/wasm', file), join(outDir, 'wasm', file)),
    ),
    // MediaPipe is under the Apache License 2.0, as this project is: one text serves both.
    copyFile(join(root, 'LICENSE'), join(outDir, 'licences/LICENSE')),
    copyFile(join(root, 'NOTICE'), join(outDir, 'licences/NOTICE')),
  ]);
}

/** Near faces, faces further away, and the head's pose. */
export async function buildFaceModels(): Promise<Record<string, Uint8Array>> {
  const near = describe(
    await original('face_detection/face_detection_short_range.tflite'),
    'BlazeFace short range',
  );
  const far = describe(
    await original('face_detection/face_detection_full_range_sparse.tflite'),
    'BlazeFace full range',
  );
  return {
    'face-short-range.tflite': expected('face-short-range.tflite', near),
    'face-full-range.tflite': expected('face-full-range.tflite', far),
    'face-landmarks.task': expected('face-landmarks.task', await buildLandmarksTask(near)),
  };
}

/** Where `face_mesh_solution_packed_assets_loader.js` says that they begin and end. */
const LANDMARKS = [2_495_952, 3_737_848] as const;
const GEOMETRY = [3_737_848, 3_757_224] as const;
/**
 * The task's graph wants 478 landmarks; this model finds the 468 of the face and leaves the irises out. Without the
 * missing ten it loads all the same and answers garbage.
 */
const IRIS_VALUES = 10 * 3;

async function buildLandmarksTask(detector: Uint8Array): Promise<Uint8Array> {
  const packed = await original('face_mesh/face_mesh_solution_packed_assets.data');
  const landmarks = padOutput(packed.slice(...LANDMARKS), 0, IRIS_VALUES);
  return storedZip({
    'face_detector.tflite': detector,
    'face_landmarks_detector.tflite': addTfliteMetadata(landmarks, {
      name: 'Face landmarks',
      description: 'Metadata and zeros in place of the irises added at build time; weights unchanged',
      license: 'Apache-2.0',
      mean: 0,
      std: 255,
    }),
    'geometry_pipeline_metadata_landmarks.binarypb': packed.slice(...GEOMETRY),
  });
}

const describe = (model: Uint8Array, name: string): Uint8Array =>
  addTfliteMetadata(model, {
    name,
    description: 'Metadata added at build time; weights unchanged',
    license: 'Apache-2.0',
    mean: 127.5,
    std: 127.5,
  });

const original = async (name: Known): Promise<Uint8Array> =>
  expected(name, new Uint8Array(await readFile(join(modules, name))));

function expected(name: Known, bytes: Uint8Array): Uint8Array {
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== SHA256[name]) throw new Error(`${name}: expected SHA-256 ${SHA256[name]}, got ${actual}`);
  return bytes;
}
