/** The model takes 32 ms at a time, at this rate only. */
export const SAMPLE_RATE = 16_000;
export const FRAME = 512;
/** Three frames make one batch, which is answered with one message. */
export const BATCH = 3 * FRAME;
export const BATCH_MS = (1000 * BATCH) / SAMPLE_RATE;

/** `sound` brings batches of samples from the audio thread. */
export type ToVoiceWorker =
  /** Without a model only loudness is told. */
  { type: 'start'; base: string; withModel: boolean } | { type: 'listen'; sound: MessagePort };

/** RMS and how likely speech is, both 0–1; `speech` null = nobody listens for it. */
export interface Heard {
  level: number;
  speech: number | null;
}

export type FromVoiceWorker =
  | { type: 'ready' }
  /** No model on this computer: only loudness is told from here on. */
  | { type: 'unavailable'; reason: string }
  | { type: 'heard'; heard: Heard; busyMs: number };
