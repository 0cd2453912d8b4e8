import type { HeadPose } from './face-messages.ts';
import { median } from './pace.ts';

/**
 * How this student holds the head when looking at this screen into this camera: pitch alone differs by 15° from one
 * place to the next. Measured during the check and kept with the session's journal, so that an offscreen document made
 * anew knows it at once: measured only then, it might take a look aside for straight on. Where the check measured
 * nothing, or another camera took over since, the first steady seconds of the exam serve.
 */
const STEADY_SAMPLES = 16;
const STEADY_SPREAD_DEGREES = 8;
/** Nobody works for long with the head turned further; a camera at the side is another setting. */
const MAX_YAW_DEGREES = 40;
const MIN_SAMPLES = 4;
const MAX_SPREAD_DEGREES = 20;

/** The middle of some poses; null when they are too few or too far apart to mean anything. */
export function levelOf(poses: readonly HeadPose[], maxSpread = MAX_SPREAD_DEGREES): HeadPose | null {
  if (poses.length < MIN_SAMPLES) return null;
  const level = {
    yaw: median(poses.map(({ yaw }) => yaw)),
    pitch: median(poses.map(({ pitch }) => pitch)),
  };
  const spread = median(
    poses.map(({ yaw, pitch }) => Math.max(Math.abs(yaw - level.yaw), Math.abs(pitch - level.pitch))),
  );
  return spread <= maxSpread && Math.abs(level.yaw) <= MAX_YAW_DEGREES ? level : null;
}

export class Calibration {
  #level: HeadPose | null;
  /** The camera it holds for; null = the next one that is looked through. */
  #camera: string | null = null;
  readonly #onFound: (level: HeadPose) => void;
  #seen: HeadPose[] = [];

  /** `onFound`: a level was found in the exam itself. */
  constructor(level: HeadPose | null, onFound: (level: HeadPose) => void) {
    this.#level = level;
    this.#onFound = onFound;
  }

  use(level: HeadPose): void {
    this.#level = level;
    this.#camera = null;
  }

  /** The pose against the level; null until there is one. `camera`: its name. */
  against(pose: HeadPose, camera: string): HeadPose | null {
    // It stands elsewhere: what is straight ahead there, the level of the one before would call a look aside.
    if (this.#camera !== null && this.#camera !== camera) {
      this.#level = null;
      this.#seen = [];
    }
    this.#camera = camera;
    if (!this.#level) this.#learn(pose);
    if (!this.#level) return null;
    return { yaw: pose.yaw - this.#level.yaw, pitch: pose.pitch - this.#level.pitch };
  }

  #learn(pose: HeadPose): void {
    this.#seen = [...this.#seen, pose].slice(-STEADY_SAMPLES);
    if (this.#seen.length < STEADY_SAMPLES) return;
    this.#level = levelOf(this.#seen, STEADY_SPREAD_DEGREES / 2);
    if (this.#level) this.#onFound(this.#level);
  }
}
