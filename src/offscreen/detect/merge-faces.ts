import type { Face, Look } from './face-messages.ts';

/** Smaller than this share of the picture's height is a photo on a shelf, not a person in the room. */
const MIN_HEIGHT = 0.04;

/** The faces of both models, each once: where they see the same one, the near model's counts. */
export const mergeFaces = (near: readonly Face[], far: readonly Face[]): Face[] => [
  ...near,
  ...furtherFaces(near, far),
];

/** Of the far model's faces those that are none of these. */
const furtherFaces = (near: readonly Face[], far: readonly Face[]): Face[] =>
  far.filter((face) => face.height >= MIN_HEIGHT && !near.some((other) => isSame(face, other)));

/**
 * Between two looks into the distance whoever was there is taken to be there still. Not the student, who is near and
 * seen in each look, and having moved since would be two; but also somebody whom the near model sees only now and then.
 */
export class FarFaces {
  #far: Face[] = [];

  /** All faces of a look. */
  with({ near, far }: Pick<Look, 'near' | 'far'>): Face[] {
    if (far) this.#far = furtherFaces(near.length > 0 ? [largestOf(near)!] : [], far);
    return mergeFaces(near, this.#far);
  }
}

/** The student's, unless somebody sits nearer. */
export const largestOf = (faces: readonly Face[]): Face | undefined =>
  faces.toSorted((a, b) => b.height - a.height)[0];

/** The middle of either lies in the other. */
const isSame = (a: Face, b: Face): boolean => holds(a, b) || holds(b, a);

function holds(box: Face, other: Face): boolean {
  const x = other.x + other.width / 2;
  const y = other.y + other.height / 2;
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}
