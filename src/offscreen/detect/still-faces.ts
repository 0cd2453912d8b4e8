import type { LumaGrid } from '../frames/luma-grid.ts';
import type { Face } from './face-messages.ts';
import { lumaChange, medianOf } from './luma-change.ts';

/**
 * Tells people from portraits on the wall: a person is never quite still, a poster always is. Judged are faces beside
 * the student's, which is the largest that stirs; a face without a stir for some seconds while somebody else is there
 * is a picture, and stays one when it is left alone. In doubt a face counts: nobody is called a picture for sitting
 * still alone, nor is who stirred while alone when somebody passes behind them.
 */
const COMPARE_MS = 700;
/** Mean change of the liveliest quarter of a face's cells, in levels of brightness: a sensor's noise gives 1. */
const STIR = 3;
/** After a stir a face is alive for so long. */
const ALIVE_MS = 10_000;
/** With so much of it while nobody else is there it is a person's for good; a hand before a poster passes sooner. */
const PERSON_AFTER_MS = 3000;
/** Between two samples nobody knows; at the slowest pace they are so far apart. */
const SAMPLE_MS = 1000;
const PICTURE_AFTER_MS = 600;
/** Something may pass before a poster. */
const NO_PICTURE_AFTER_MS = 1500;
const FORGET_PERSON_MS = 5000;
const FORGET_PICTURE_MS = 10 * 60_000;
/** More than this everywhere: the camera moved, or somebody switched on a lamp. */
const SHAKEN = 4;

/** A face of quite another size at the same place is another one. */
const SAME_SIZE = 1.6;
/** In sizes of the face: so near it has stayed where it was, and so far it may have moved between two looks. */
const AT_ONE_PLACE = 0.5;
const MOVED = 1.2;
/** Two looks, at the slowest pace. */
const JUST_MS = 2000;

interface Spot {
  x: number;
  y: number;
  size: number;
  firstSeenAt: number;
  seenAt: number;
  stillSince: number;
  stirredAt: number | null;
  /** Null = it does not stir now. */
  stirringSince: number | null;
  /** How long it stirred in all while no other person was there. */
  stirredAloneMs: number;
  isPicture: boolean;
}

export class StillFaces {
  #grids: { at: number; grid: LumaGrid }[] = [];
  #spots: Spot[] = [];
  #lastAt = -Infinity;

  /** The faces that are people's, largest first. */
  people(faces: readonly Face[], grid: LumaGrid, at: number): Face[] {
    const before = this.#gridBefore(grid, at);
    const change = before && changeOf(before.grid, grid);
    const sorted = faces.toSorted((a, b) => b.height - a.height);
    const student = this.#studentOf(sorted, at);
    const isAlone = sorted.filter((face) => !this.#spotOf(face)?.isPicture).length === 1;
    // The clock may have been put right meanwhile.
    const sinceLastMs = Math.min(SAMPLE_MS, Math.max(0, at - this.#lastAt));
    this.#lastAt = at;
    const left = this.#leftBy(sorted, at);
    const people = sorted.filter((face) => {
      const spot = this.#note(face, at, left);
      // Against a time when it was there already: a picture that comes into view is a change, too.
      const wasThere = before !== null && before.at >= spot.firstSeenAt;
      const stir = change && wasThere ? stirOf(face, grid, change) : null;
      const isStirring = stir !== null && stir >= STIR;
      spot.stirringSince = isStirring ? (spot.stirringSince ?? at) : null;
      if (isStirring) spot.stirredAt = at;
      if (isStirring && isAlone && !spot.isPicture) spot.stirredAloneMs += sinceLastMs;
      const isPicture = spot.isPicture && !(isStirring && at - spot.stirringSince! >= NO_PICTURE_AFTER_MS);
      spot.isPicture = isPicture;
      // Where nothing can be compared, nothing is said against a face.
      if (isStirring || face === student || (wasThere && !change)) spot.stillSince = at;
      const isStill = at - spot.stillSince >= PICTURE_AFTER_MS;
      const isPerson = spot.stirredAloneMs >= PERSON_AFTER_MS;
      if (stir !== null && isStill && !isAlive(spot, at) && !isPerson) {
        spot.isPicture = true;
        // Whatever stirs before it when it is alone is not its own.
        spot.stirredAloneMs = -Infinity;
      }
      return !spot.isPicture;
    });
    this.#spots = this.#spots.filter(
      ({ seenAt, isPicture }) => at - seenAt < (isPicture ? FORGET_PICTURE_MS : FORGET_PERSON_MS),
    );
    return people;
  }

  /** The largest face that stirs, else the largest that is no picture. */
  #studentOf(sorted: readonly Face[], at: number): Face | undefined {
    const spots = sorted.map((face) => ({ face, spot: this.#spotOf(face) }));
    const people = spots.filter(({ spot }) => !spot?.isPicture);
    const stirring = people.find(({ spot }) => spot !== undefined && isAlive(spot, at));
    return (stirring ?? people[0])?.face;
  }

  #gridBefore(grid: LumaGrid, at: number): { at: number; grid: LumaGrid } | null {
    const before = this.#grids.findLast((older) => at - older.at >= COMPARE_MS);
    this.#grids = [...this.#grids.filter((older) => at - older.at < 3 * COMPARE_MS), { at, grid }];
    return before && before.grid.cells.length === grid.cells.length ? before : null;
  }

  #spotOf(face: Face): Spot | undefined {
    const { x, y, size } = placeOf(face);
    return this.#spots.find((spot) => isSameFace(spot, { x, y, size }, AT_ONE_PLACE));
  }

  /** Where people were a moment ago, and nobody is now: whoever is next to it has moved, and is who they were. */
  #leftBy(faces: readonly Face[], at: number): Spot[] {
    const taken = new Set(faces.map((face) => this.#spotOf(face)));
    return this.#spots.filter((spot) => !spot.isPicture && at - spot.seenAt <= JUST_MS && !taken.has(spot));
  }

  #note(face: Face, at: number, left: Spot[]): Spot {
    const place = placeOf(face);
    const known = this.#spotOf(face);
    if (known) return Object.assign(known, place, { seenAt: at });
    const from = left.find((spot) => isSameFace(spot, place, MOVED));
    const spot: Spot = {
      ...place,
      firstSeenAt: at,
      seenAt: at,
      stillSince: at,
      stirredAt: from?.stirredAt ?? null,
      stirringSince: null,
      stirredAloneMs: from?.stirredAloneMs ?? 0,
      isPicture: false,
    };
    this.#spots.push(spot);
    return spot;
  }
}

const isAlive = ({ stirredAt }: Spot, at: number): boolean => stirredAt !== null && at - stirredAt < ALIVE_MS;

const isSameFace = (spot: Spot, { x, y, size }: Pick<Spot, 'x' | 'y' | 'size'>, within: number): boolean =>
  Math.hypot(spot.x - x, spot.y - y) < within * Math.max(spot.size, size) &&
  Math.max(spot.size, size) < SAME_SIZE * Math.min(spot.size, size);

const placeOf = ({ x, y, width, height }: Face) => ({ x: x + width / 2, y: y + height / 2, size: height });

/** Null when the whole picture moved. */
function changeOf(before: LumaGrid, now: LumaGrid): Float32Array | null {
  const change = lumaChange(before, now);
  return medianOf(change) > SHAKEN ? null : change;
}

function stirOf(face: Face, { columns, rows }: LumaGrid, change: Float32Array): number {
  const within: number[] = [];
  const from = (share: number, count: number) => Math.max(0, Math.floor(share * count));
  const to = (share: number, count: number) => Math.min(count, Math.ceil(share * count));
  for (let row = from(face.y, rows); row < to(face.y + face.height, rows); row++) {
    for (let column = from(face.x, columns); column < to(face.x + face.width, columns); column++) {
      within.push(change[row * columns + column]!);
    }
  }
  const liveliest = within.toSorted((a, b) => b - a).slice(0, Math.max(1, Math.ceil(within.length / 4)));
  return liveliest.reduce((sum, value) => sum + value, 0) / liveliest.length;
}
