import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const modules = resolve(import.meta.dirname, '../../node_modules');

/** Silero VAD 5, what the detector was measured with (`src/offscreen/detect/voice/voice-worker.ts`). */
const MODEL_SHA256 = '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f';

/** Puts the model that hears speech into a build. Its WebAssembly comes with the worker that imports it. */
export async function copyVoiceFiles(outDir: string): Promise<void> {
  await mkdir(join(outDir, 'models'), { recursive: true });
  const model = await readFile(join(modules, '@ricky0123/vad-web/dist/silero_vad_v5.onnx'));
  const hash = createHash('sha256').update(model).digest('hex');
  if (hash !== MODEL_SHA256)
    throw new Error(`silero_vad_v5.onnx: expected SHA-256 ${MODEL_SHA256}, got ${hash}`);
  await writeFile(join(outDir, 'models/voice.onnx'), model);
}
