import { EdgeLines, TOLERANCE } from './edge-lines.ts';
import { grey, type Picture } from './grey.ts';

/** The least size of a document, as a part of the picture. */
const MIN_WIDTH = 0.22;
const MIN_HEIGHT = 0.18;
/** A side may be hidden in part, by fingers. */
const MIN_SIDE = 0.7;
/** Lines that go on past the corners belong to something else: tiles, a shelf, a window frame. */
const MAX_BEYOND = 0.5;
/** How far past a corner is looked, as a part of the side. */
const BEYOND = 0.2;
/** Pixels of a corner, which is a little wider than an edge may lie beside its line. */
const CORNER = TOLERANCE + 1;
/** Something behind it may go on where a side ends, by chance. */
const MIN_CORNERS = 2;
/** The middle of the picture, which a document that is shown reaches into and a window on the wall does not. */
const MIDDLE = [1 / 3, 2 / 3] as const;
/** An edge that fingers cut in two still shows one stretch this long, as a part of the least size. */
const MIN_RUN = 0.6;

/**
 * Whether the picture has a rectangle: two level and two upright sides, within a tilt of a few degrees, that enclose
 * one area and end at its corners. A hint for the student, nothing more: it asks nothing about what is written there,
 * and a picture on the wall has such sides too.
 */
export function looksLikeDocument(frame: Picture): boolean {
  const { luma, width, height } = grey(frame, 160, 120);
  const at = (x: number, y: number) => luma[y * width + x]!;
  const level = new EdgeLines(height, width, (y, x) => at(x, y) - at(x, y - 1));
  const upright = new EdgeLines(width, height, (x, y) => at(x, y) - at(x - 1, y));
  const minWidth = width * MIN_WIDTH;
  const minHeight = height * MIN_HEIGHT;
  const rows = pairsOf(level.withRun(minWidth * MIN_RUN), minHeight, height);
  const columns = pairsOf(upright.withRun(minHeight * MIN_RUN), minWidth, width);
  const isBox = (box: Box) =>
    hasSides(level, upright, box) && countCorners(level, upright, box) >= MIN_CORNERS;
  return rows.some(([top, bottom]) => columns.some(([left, right]) => isBox({ top, bottom, left, right })));
}

interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Lines that may be opposite sides: far enough apart, though each may lie beside its edge, and about the middle. */
function pairsOf(lines: readonly number[], minApart: number, size: number): [number, number][] {
  const [from, to] = MIDDLE;
  const isPair = (first: number, second: number) =>
    second - first >= minApart + 2 * TOLERANCE && first < to * size && second > from * size;
  return lines.flatMap((first) =>
    lines.filter((second) => isPair(first, second)).map((second): [number, number] => [first, second]),
  );
}

const hasSides = (level: EdgeLines, upright: EdgeLines, { top, bottom, left, right }: Box): boolean =>
  [top, bottom].every((row) => level.coverage(row, left, right) >= MIN_SIDE) &&
  [left, right].every((column) => upright.coverage(column, top, bottom) >= MIN_SIDE);

/** Corners at which both sides end. */
function countCorners(level: EdgeLines, upright: EdgeLines, { top, bottom, left, right }: Box): number {
  const endsBefore = (edges: EdgeLines, line: number, end: number, side: number) =>
    edges.coverage(line, end - CORNER - side * BEYOND, end - CORNER) < MAX_BEYOND;
  const endsAfter = (edges: EdgeLines, line: number, end: number, side: number) =>
    edges.coverage(line, end + CORNER, end + CORNER + side * BEYOND) < MAX_BEYOND;
  const ends = (row: number, column: number) =>
    (column === left ? endsBefore : endsAfter)(level, row, column, right - left) &&
    (row === top ? endsBefore : endsAfter)(upright, column, row, bottom - top);
  return [ends(top, left), ends(top, right), ends(bottom, left), ends(bottom, right)].filter(Boolean).length;
}
