import type { LumaGrid } from '../frames/luma-grid.ts';
import type { Face, Look } from './face-messages.ts';
import { largestOf } from './merge-faces.ts';
import { movedBeside } from './moved-beside.ts';

/** A look into the distance costs as much as one nearby. */
const EVERY_MS = 1000;
const AFTER_MOVE_MS = 500;
/** Pictures come at the camera's pace: a little early is in time. */
const EARLY_MS = 100;

/**
 * When people further away are looked for: once a second, soon after something moved beside the student, and at each
 * look when nobody is seen nearby, since the student may sit far.
 */
export class FarLooks {
  #near: readonly Face[] | null = null;
  #lookedAt = -Infinity;
  #hasMoved = false;

  /** Asked of every picture, with the one before it. */
  isDue(before: LumaGrid | null, grid: LumaGrid, at: number): boolean {
    this.#hasMoved ||= movedBeside(before, grid, largestOf(this.#near ?? []) ?? null);
    const everyMs = this.#hasMoved ? AFTER_MOVE_MS : EVERY_MS;
    return this.#near?.length === 0 || at - this.#lookedAt >= everyMs - EARLY_MS;
  }

  looked({ near, far }: Pick<Look, 'near' | 'far'>, at: number): void {
    this.#near = near;
    if (!far) return;
    this.#lookedAt = at;
    this.#hasMoved = false;
  }
}
