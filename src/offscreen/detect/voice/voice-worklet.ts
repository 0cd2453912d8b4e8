import { BATCH } from './voice-messages.ts';

/** On the audio thread: cuts what the microphone gives into batches and hands them to the worker. Computes nothing. */
class Batches extends AudioWorkletProcessor {
  #sound: MessagePort | null = null;
  #batch = new Float32Array(BATCH);
  #filled = 0;

  constructor() {
    super();
    this.port.addEventListener('message', ({ data }: MessageEvent<{ sound: MessagePort }>) => {
      this.#sound = data.sound;
    });
    this.port.start();
  }

  process([input]: Float32Array[][]): boolean {
    const samples = input?.[0] ?? new Float32Array();
    for (let at = 0; at < samples.length;) {
      const part = samples.subarray(at, at + BATCH - this.#filled);
      this.#batch.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === BATCH) this.#handOver();
    }
    return true;
  }

  #handOver(): void {
    this.#sound?.postMessage(this.#batch, [this.#batch.buffer]);
    this.#batch = new Float32Array(BATCH);
    this.#filled = 0;
  }
}

registerProcessor('batches', Batches);
