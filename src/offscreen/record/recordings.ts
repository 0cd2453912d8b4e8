import type { RecordingKind, SegmentFacts } from '../../protocol/recording.ts';
import { sha256Hex } from '../../shared/hash.ts';
import type { Capture } from '../capture/capture.ts';
import type { ServerClock } from '../clock.ts';
import { nextFrameAt } from '../frames/first-frame.ts';
import type { Quality } from './formats.ts';
import { Progress } from './progress.ts';
import { Recorder } from './recorder.ts';
import type { Piece } from './segmenter.ts';

export interface RecordingsOptions {
  capture: Capture;
  clock: ServerClock;
  /** What has to be known before the first recorder starts. No recorder is stopped before the next may start. */
  ready: () => Promise<unknown>;
  /** A number never used before, by this or another computer. */
  nextEpoch: () => number;
  save: (segment: SegmentFacts, bytes: ArrayBuffer) => Promise<void>;
  onStarted: (kind: RecordingKind, detail: string) => void;
  /** A recorder stood still, failed or could not start; told once a minute at most. It is begun anew by itself. */
  onFault: (kind: RecordingKind, reason: string) => void;
  onChange: () => void;
}

const kinds = ['camera', 'screen', 'tab'] as const satisfies RecordingKind[];
type Kind = (typeof kinds)[number];
/** A still screen gives its first frame at once, too. */
const FIRST_FRAME_MS = 2000;
/** A recorder that broke at once must not be restarted in a tight circle; one that ran goes on without a gap. */
const RESTART_MS = 1000;
const RAN_WELL_MS = 5000;
const FAULT_AGAIN_MS = 60_000;

/**
 * Keeps a recorder running for each recording whose tracks are live, as long as the exam is to be recorded. Tracks
 * that changed (a device came back) are a new recorder and so a new epoch.
 */
export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #running = new Map<Kind, Recorder>();
  /** Of the picture when its first frame had come. */
  readonly #sizes = new WeakMap<Recorder, string>();
  readonly #progress = new WeakMap<Recorder, Progress>();
  /** When each fault was told, by `performance.now()`. */
  readonly #faults = new Map<string, number>();
  #isWanted = false;
  #quality: Quality = 'full';
  #turn: Promise<void> = Promise.resolve();

  constructor(options: RecordingsOptions) {
    this.#options = options;
  }

  get isRecording(): boolean {
    return this.#running.size > 0;
  }
  /** Pieces of it have come lately, or cannot have come yet. */
  isDelivering(kind: Kind): boolean {
    const recorder = this.#running.get(kind);
    return recorder !== undefined && !this.#isStalled(recorder);
  }
  #isStalled(recorder: Recorder): boolean {
    return this.#progress.get(recorder)?.isStalled(performance.now()) ?? false;
  }

  /** Some times a second: a recorder that hands over nothing any more is begun anew. */
  tick(): void {
    for (const [kind, recorder] of this.#running) {
      if (this.#isStalled(recorder)) void this.#lookInto(kind, recorder);
    }
  }

  async #lookInto(kind: Kind, recorder: Recorder): Promise<void> {
    this.#progress.get(recorder)?.excuse(performance.now());
    // A screen on which nothing moves may give no frames, and so no pieces.
    const mayStandStill = kind !== 'camera';
    if (mayStandStill && (await nextFrameAt(recorder.tracks[0]!, FIRST_FRAME_MS)) === null) return;
    if (this.#running.get(kind) !== recorder) return;
    this.#running.delete(kind);
    // Not waited for: what stands still may never say that it stopped.
    void recorder.stop();
    this.#fault(kind, 'stalled');
    await this.update(this.#isWanted);
  }

  #fault(kind: Kind, reason: string): void {
    const now = performance.now();
    const toldAt = this.#faults.get(`${kind} ${reason}`) ?? -Infinity;
    if (now - toldAt < FAULT_AGAIN_MS) return;
    this.#faults.set(`${kind} ${reason}`, now);
    this.#options.onFault(kind, reason);
  }

  /** Brings the recorders in line with the tracks that are live now. */
  update(isWanted: boolean): Promise<void> {
    this.#isWanted = isWanted;
    this.#turn = this.#turn.then(() => this.#reconcile());
    return this.#turn;
  }

  /** The picture has another size than the init segment says, which a player may not follow: a new epoch is due. */
  get hasOutgrown(): boolean {
    return [...this.#running.values()].some((recorder) => this.#isOutgrown(recorder));
  }
  #isOutgrown(recorder: Recorder): boolean {
    const size = this.#sizes.get(recorder);
    return size !== undefined && size !== sizeOf(recorder.tracks[0]!);
  }

  /** New epochs for all: what was counted from the old start is no longer right (the machine slept). */
  restart(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const running = [...this.#running.values()];
      this.#running.clear();
      await Promise.all(running.map((recorder) => recorder.stop()));
      await this.#reconcile();
    });
    return this.#turn;
  }

  /** Another quality is another run of every recorder. */
  async useQuality(quality: Quality): Promise<void> {
    if (quality === this.#quality) return;
    this.#quality = quality;
    await this.restart();
  }

  /** Resolves when everything recorded is in the journal. */
  stop(): Promise<void> {
    return this.update(false);
  }

  async #reconcile(): Promise<void> {
    if (this.#isWanted) await this.#options.ready();
    await Promise.all(
      kinds.map(async (kind) => {
        const wanted = this.#isWanted ? tracksFor(kind, this.#options.capture) : [];
        const current = this.#running.get(kind);
        if (current && isSame(current.tracks, wanted) && !this.#isOutgrown(current)) return;
        if (current) {
          this.#running.delete(kind);
          await current.stop();
        }
        if (wanted.length > 0) this.#tryStart(kind, wanted);
        this.#options.onChange();
      }),
    );
  }

  #tryStart(kind: Kind, tracks: MediaStreamTrack[]): void {
    try {
      this.#start(kind, tracks);
    } catch (error) {
      this.#fault(kind, reasonOf(error));
      this.#retryLater();
    }
  }

  #start(kind: Kind, tracks: MediaStreamTrack[]): void {
    const { clock, nextEpoch, save, onStarted, onChange } = this.#options;
    const epoch = nextEpoch();
    let seq = 0;
    const [picture] = tracks;
    const startedAt = performance.now();
    const progress = new Progress(startedAt);
    const zero = nextFrameAt(picture!, FIRST_FRAME_MS).then(
      (frameAt) => clock.now() - Math.round(performance.now() - (frameAt ?? startedAt)),
    );
    const recorder = new Recorder({
      quality: this.#quality,
      tracks,
      onPiece: async (piece, mimeType) => {
        const facts = { kind, epoch, seq: seq++, mimeType, ...(await describe(piece, await zero)) };
        await save(facts, piece.bytes.buffer);
        progress.piece(performance.now());
      },
      onError: (error) => this.#fault(kind, reasonOf(error)),
      onBroken: (reason) => {
        if (this.#running.get(kind) !== recorder) return;
        // Tracks that ended are a device's matter, and told as such.
        if (reason !== 'ended') this.#fault(kind, reason);
        this.#running.delete(kind);
        onChange();
        if (performance.now() - startedAt > RAN_WELL_MS) void this.update(this.#isWanted);
        else this.#retryLater();
      },
    });
    void zero.then(() => this.#sizes.set(recorder, sizeOf(picture!)));
    this.#running.set(kind, recorder);
    this.#progress.set(recorder, progress);
    const { width = 0, height = 0 } = picture?.getSettings() ?? {};
    onStarted(kind, `${kind} ${width}x${height} epoch=${epoch}${tracks.length > 1 ? ' sound' : ''}`);
  }

  #retryLater(): void {
    setTimeout(() => void this.update(this.#isWanted), RESTART_MS);
  }
}

/** Sound goes with the camera's picture; without a camera there is nothing it could go with. */
function tracksFor(kind: Kind, capture: Capture): MediaStreamTrack[] {
  const picture = capture.live(kind);
  if (!picture) return [];
  const sound = kind === 'camera' ? capture.live('microphone') : null;
  return sound ? [picture, sound] : [picture];
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : 'error');
const sizeOf = (track: MediaStreamTrack): string => {
  const { width, height } = track.getSettings();
  return `${width}x${height}`;
};

const isSame = (a: readonly MediaStreamTrack[], b: readonly MediaStreamTrack[]): boolean =>
  a.length === b.length && a.every((track, i) => track === b[i]);

async function describe({ bytes, startMs, durationMs }: Piece, zero: number) {
  return {
    sha256: await sha256Hex(bytes),
    bytes: bytes.length,
    startAt: Math.round(zero + startMs),
    durationMs: Math.round(durationMs),
  };
}
