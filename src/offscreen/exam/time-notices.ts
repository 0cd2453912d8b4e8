import type { TechnicalNotice } from '../../protocol/view-port.ts';

const MINUTE_MS = 60_000;
const steps: readonly { leftMs: number; notice: TechnicalNotice }[] = [
  { leftMs: 0, notice: 'time_up' },
  { leftMs: MINUTE_MS, notice: 'one_minute' },
  { leftMs: 5 * MINUTE_MS, notice: 'five_minutes' },
  { leftMs: 10 * MINUTE_MS, notice: 'ten_minutes' },
];

/**
 * Which notice is due: the one whose moment was crossed between two looks at the clock. Nothing on the first look, so
 * that coming back at four minutes to go does not announce five; nothing when time was given back.
 */
export function dueNotice(leftBefore: number | null, leftNow: number): TechnicalNotice | null {
  if (leftBefore === null) return null;
  return steps.find(({ leftMs }) => leftBefore > leftMs && leftNow <= leftMs)?.notice ?? null;
}
