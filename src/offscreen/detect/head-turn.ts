/** A point of a face, in shares of the picture. */
interface Point {
  x: number;
  y: number;
}

/** Where nose and mouth lie as seen from the eyes, in distances between the eyes; how the head leans does not matter. */
export type HeadTurn = readonly number[];

/** Of the nose, which stands out by a little less than half the distance of the eyes, a turn by ten degrees. */
const TURNED = 0.08;

/**
 * The turn of a head by the points that the face detector gives anyway (right eye, left eye, nose, mouth, ears). It says
 * no angle, but tells when one is worth measuring, which costs three times as much as finding the face. Null where the
 * points are not there. Pure.
 *
 * @param aspect width of the picture by its height
 */
export function headTurnOf(points: readonly Point[], aspect: number): HeadTurn | null {
  const [right, left, nose, mouth] = points.map(({ x, y }) => ({ x: x * aspect, y }));
  if (!right || !left || !nose || !mouth) return null;
  const across = { x: left.x - right.x, y: left.y - right.y };
  const square = across.x ** 2 + across.y ** 2;
  if (square === 0) return null;
  const middle = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  return [nose, mouth].flatMap((point) => {
    const [x, y] = [point.x - middle.x, point.y - middle.y];
    return [(x * across.x + y * across.y) / square, (y * across.x - x * across.y) / square];
  });
}

/** In doubt it has. */
export const hasTurned = (before: HeadTurn | null, now: HeadTurn | null): boolean =>
  !before || !now || now.some((value, index) => Math.abs(value - before[index]!) > TURNED);
