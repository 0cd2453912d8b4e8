import { SEGMENT_MS } from '../../protocol/recording.ts';
import { within } from '../../shared/within.ts';
import { BIT_RATES, pickMimeType, type Quality } from './formats.ts';
import { type Piece, Segmenter } from './segmenter.ts';

export interface RecorderOptions {
  quality: Quality;
  tracks: MediaStreamTrack[];
  /** In order. A rejection does not stop the recorder: see `onError`. */
  onPiece: (piece: Piece, mimeType: string) => Promise<void>;
  /** What was recorded could not be cut into pieces, or not be kept. */
  onError: (error: unknown) => void;
  /** The recorder stopped by itself: a track ended, the picture changed its size, the encoder failed. */
  onBroken: (reason: string) => void;
}

/**
 * How often the recorder may hand over. The MP4 writer hands over only when a key frame begins a new fragment; asked for
 * 4 s it would miss one that comes a moment early and give 8 s at once. (Chromium 156: the first fragment always is 8 s.)
 */
const FLUSH_MS = SEGMENT_MS / 4;
/**
 * An encoder hands over its last in much less, also on a busy machine; one that hangs never says that it stopped, and
 * must keep neither the next recorder nor the end of the exam waiting.
 */
const STOP_MS = 10_000;

/** One run of MediaRecorder = one epoch of a recording. */
export class Recorder {
  readonly tracks: readonly MediaStreamTrack[];
  readonly #recorder: MediaRecorder;
  readonly #segmenter = new Segmenter();
  readonly #stopped: Promise<void>;
  #delivered: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor({ quality, tracks, onPiece, onError, onBroken }: RecorderOptions) {
    this.tracks = tracks;
    const hasSound = tracks.some((track) => track.kind === 'audio');
    this.#recorder = new MediaRecorder(new MediaStream(tracks), {
      mimeType: pickMimeType(hasSound),
      videoKeyFrameIntervalDuration: SEGMENT_MS,
      ...BIT_RATES[quality],
    });
    this.#recorder.addEventListener('dataavailable', ({ data }) => {
      this.#delivered = this.#delivered.then(() => this.#deliver(data, onPiece)).catch(onError);
    });
    this.#stopped = new Promise((resolve) => {
      this.#recorder.addEventListener('stop', () => {
        resolve();
        if (!this.#isStopping) onBroken('ended');
      });
    });
    this.#recorder.addEventListener('error', (event) => {
      const { error } = event as Event & { error?: DOMException };
      if (!this.#isStopping) onBroken(error?.name ?? 'error');
    });
    this.#recorder.start(FLUSH_MS);
  }

  async #deliver(data: Blob, onPiece: RecorderOptions['onPiece']): Promise<void> {
    // A screen on which nothing moves may end in an empty blob.
    if (data.size === 0) return;
    for (const piece of this.#segmenter.push(new Uint8Array(await data.arrayBuffer()))) {
      await onPiece(piece, this.#recorder.mimeType);
    }
  }

  /** Resolves when the last piece has been delivered, or when it is plain that none will come. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    await within(STOP_MS, this.#stopped).catch(() => undefined);
    await this.#delivered;
  }
}
