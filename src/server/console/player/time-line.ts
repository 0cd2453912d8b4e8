import type { Warning, WarningType } from '../../../protocol/warnings.ts';
import type { Span } from './pieces.ts';

/** One mark on the time line: a warning, or several of one type too near to be told apart. */
export interface Mark {
  ids: string[];
  type: WarningType;
  startAt: number;
  endAt: number;
  /** Percent of the time line. */
  left: number;
  width: number;
  /** Marks that would lie over each other go to rows below. */
  lane: number;
}

/** Least width of a mark: on 700 px it leaves 10 px to be hit. */
const LEAST_PERCENT = 1.4;
const LANES = 3;

export const percentOf = (whole: Span, at: number): number =>
  Math.min(100, Math.max(0, ((at - whole.startAt) / Math.max(1, whole.endAt - whole.startAt)) * 100));

export function marksOf(warnings: readonly Warning[], whole: Span): Mark[] {
  const merged: Mark[] = [];
  for (const item of [...warnings].sort((a, b) => a.startAt - b.startAt)) {
    const mark = place(item, whole);
    const near = merged.findLast((other) => other.type === mark.type);
    if (near && mark.left <= near.left + near.width) {
      near.ids.push(item.id);
      near.endAt = Math.max(near.endAt, mark.endAt);
      near.width = Math.max(near.width, mark.left + mark.width - near.left);
    } else merged.push(mark);
  }
  return toLanes(merged);
}

function place(item: Warning, whole: Span): Mark {
  const endAt = item.endAt ?? whole.endAt;
  const start = percentOf(whole, item.startAt);
  const width = Math.max(LEAST_PERCENT, percentOf(whole, endAt) - start);
  const left = Math.min(start, 100 - width);
  return { ids: [item.id], type: item.type, startAt: item.startAt, endAt, left, width, lane: 0 };
}

function toLanes(marks: Mark[]): Mark[] {
  const fullUntil: number[] = [];
  for (const mark of marks) {
    const free = Array.from({ length: LANES }, (_, lane) => lane).find(
      (lane) => (fullUntil[lane] ?? 0) <= mark.left,
    );
    mark.lane = free ?? LANES - 1;
    fullUntil[mark.lane] = mark.left + mark.width;
  }
  return marks;
}

/** Moments worth a label: at most `most`, a round number of minutes apart, counted from the start. */
export function ticksOf(whole: Span, most = 8): number[] {
  const minutes = (whole.endAt - whole.startAt) / 60_000;
  const step = [1, 2, 5, 10, 15, 20, 30, 60, 120, 240].find((each) => minutes / each <= most) ?? 480;
  const count = Math.floor(minutes / step);
  // A label at the very end would not fit.
  return Array.from({ length: count + 1 }, (_, index) => whole.startAt + index * step * 60_000).filter(
    (at) => at === whole.startAt || percentOf(whole, at) < 96,
  );
}
