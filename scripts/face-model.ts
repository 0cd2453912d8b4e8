import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { addTfliteMetadata } from './tflite-metadata.ts';

const root = resolve(import.meta.dirname, '..');
const modules = join(root, 'node_modules/@mediapipe');

/** What the detector was measured with; another file under the same name must not slip into a build. */
const ORIGINAL_SHA256 = '3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633';
const BUILT_SHA256 = 'd2514def15f48e4dad9dd66b259853bc841544144bae597203caf08bcff5bdb5';

/** Puts all that face detection loads at run time into a build: WebAssembly, its loader, the model, the licences. */
export async function copyDetectionFiles(outDir: string): Promise<void> {
  for (const folder of ['wasm', 'models', 'licences']) await mkdir(join(outDir, folder), { recursive: true });
  const model = await buildFaceModel();
  await Promise.all([
    writeFile(join(outDir, 'models/face-short-range.tflite'), model),
    // The module flavour: the detector runs in a module worker, where the classic loader cannot start.
    ...['vision_wasm_module_internal.js', 'vision_wasm_module_internal.wasm'].map((file) =>
      copyFile(join(modules, 'tasks-vision/wasm', file), join(outDir, 'wasm', file)),
    ),
    // MediaPipe is under the Apache License 2.0, as this project is: one text serves both.
    copyFile(join(root, 'LICENSE'), join(outDir, 'licences/LICENSE')),
    copyFile(join(root, 'NOTICE'), join(outDir, 'licences/NOTICE')),
  ]);
}

export async function buildFaceModel(): Promise<Uint8Array> {
  const original = await readFile(join(modules, 'face_detection/face_detection_short_range.tflite'));
  expectHash(original, ORIGINAL_SHA256, 'face_detection_short_range.tflite');
  const built = addTfliteMetadata(original, {
    name: 'BlazeFace short range',
    description: 'Metadata added at build time; weights unchanged',
    license: 'Apache-2.0',
    mean: 127.5,
    std: 127.5,
  });
  expectHash(built, BUILT_SHA256, 'face-short-range.tflite');
  return built;
}

function expectHash(bytes: Uint8Array, expected: string, name: string): void {
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== expected) throw new Error(`${name}: expected SHA-256 ${expected}, got ${actual}`);
}
