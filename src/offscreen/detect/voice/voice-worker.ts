import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { AfterSpeech } from './after-speech.ts';
import { FRAME, type FromVoiceWorker, SAMPLE_RATE, type ToVoiceWorker } from './voice-messages.ts';

/**
 * Says how likely speech is, in a module worker of the offscreen document. Nothing leaves it but two numbers per 96 ms:
 * sound is neither kept nor put into words.
 *
 * The model is Silero VAD 5 (MIT), chosen by false alarms first. Measured with the rule of the default settings, 1.5 s
 * in 5 s, on fifteen generated room sounds of a minute in two takes each (`tests/support/sounds/room.ts`: typing, music,
 * a melody alone, fan, coughs, telephone, dog …) and on 83 takes of speech in Russian, Kazakh and English by three
 * synthesizers, −15 … −38 dBFS, alone, over a fan and over typing, three of them whispered:
 *
 * | model (package)                              | rooms warned of | speech found   | of one core | to ship |
 * |----------------------------------------------|-----------------|----------------|-------------|---------|
 * | Silero 5 (vad-web 0.0.31 on onnxruntime-web) | 0 of 30         | 83 of 83       | 1.0 %       | 16.6 MB |
 * | Silero 6 (the same)                          | 0 of 30         | 82, 1 whisper missed | 1.2 % | 16.6 MB |
 * | RNNoise (@shiguredo/rnnoise-wasm 2025.1.5)   | 1 of 7: melody  | not gone into  | 10–14 %     | 4.8 MB  |
 */
const CONTEXT = 64;
const STATE = [2, 1, 128];
const STATE_SIZE = 256;

let session: InferenceSession | null = null;
let state = fresh();
/** The model also sees the end of the frame before. */
const frame = new Float32Array(CONTEXT + FRAME);
const rate = new Tensor('int64', BigInt64Array.of(BigInt(SAMPLE_RATE)));
const afterSpeech = new AfterSpeech();
let turn: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<ToVoiceWorker>) => {
  if (data.type === 'start') void start(data);
  else listen(data.sound);
});

async function start({ base, withModel }: Extract<ToVoiceWorker, { type: 'start' }>): Promise<void> {
  try {
    if (withModel) {
      // Threads would want cross-origin isolation, and one is plenty.
      env.wasm.numThreads = 1;
      session = await InferenceSession.create(`${base}models/voice.onnx`, { executionProviders: ['wasm'] });
    }
  } catch (error) {
    doWithoutModel(error);
  }
  answer({ type: 'ready' });
}

function listen(sound: MessagePort): void {
  sound.addEventListener('message', ({ data }: MessageEvent<Float32Array>) => {
    // One after the other: each answer needs the state that the one before left.
    turn = turn.then(() => hear(data));
  });
  sound.start();
}

async function hear(batch: Float32Array): Promise<void> {
  const startedAt = performance.now();
  const energy = batch.reduce((sum, sample) => sum + sample * sample, 0);
  const speech = await speechIn(batch).catch(doWithoutModel);
  const heard = { level: Math.min(1, Math.sqrt(energy / batch.length)), speech };
  answer({ type: 'heard', heard, busyMs: performance.now() - startedAt });
}

/** Mean over the frames of the batch. */
async function speechIn(batch: Float32Array): Promise<number | null> {
  if (!session) return null;
  let sum = 0;
  for (let at = 0; at < batch.length; at += FRAME) {
    frame.copyWithin(0, FRAME);
    frame.set(batch.subarray(at, at + FRAME), CONTEXT);
    const input = new Tensor('float32', frame.slice(), [1, frame.length]);
    const { output, stateN } = await session.run({ input, state, sr: rate });
    state = stateN as typeof state;
    sum += Number(output!.data[0]);
  }
  const speech = Math.min(1, Math.max(0, (sum * FRAME) / batch.length));
  if (afterSpeech.heard(speech)) state = fresh();
  return speech;
}

function fresh(): Tensor {
  return new Tensor('float32', new Float32Array(STATE_SIZE), STATE);
}

function doWithoutModel(error: unknown): null {
  session = null;
  answer({ type: 'unavailable', reason: String(error) });
  return null;
}

const answer = (message: FromVoiceWorker): void => self.postMessage(message);
