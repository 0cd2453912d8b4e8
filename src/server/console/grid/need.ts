import type { GridTile } from '../../../protocol/grid.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { SILENCE_MS } from '../../../protocol/live.ts';
import { isRecordingPhase } from '../../../protocol/session.ts';

/** Who needs the proctor most comes first. */
export const needs = ['waiting', 'asking', 'warning', 'rest'] as const;
export type Need = (typeof needs)[number];

/** A warning that is over stays on the tile for so long. */
const WARNING_SHOWN_MS = 30_000;

export const shownWarnings = ({ warnings }: Pick<GridTile, 'warnings'>, now: number): GridTile['warnings'] =>
  warnings.filter(({ endAt }) => endAt === null || now - endAt < WARNING_SHOWN_MS);

export function needOf(tile: GridTile, now: number): Need {
  if (tile.phase === 'closed') return 'rest';
  if (tile.phase === 'awaiting_admission') return 'waiting';
  if (tile.askingSince !== null) return 'asking';
  if (tile.phase === 'interrupted' || shownWarnings(tile, now).length > 0) return 'warning';
  return 'rest';
}

/** Where somebody stands among those with the same need: who waits longest first, the rest by name. */
const sinceOf = (tile: GridTile): number =>
  tile.waitingSince ?? tile.askingSince ?? tile.warnings[0]?.startAt ?? 0;

export function byNeed(tiles: readonly GridTile[], now: number): SessionId[] {
  const ranked = tiles.map((tile) => ({ tile, rank: needs.indexOf(needOf(tile, now)) }));
  const last = needs.length - 1;
  return ranked
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        (a.rank < last ? sinceOf(a.tile) - sinceOf(b.tile) : 0) ||
        Number(a.tile.phase === 'closed') - Number(b.tile.phase === 'closed') ||
        a.tile.studentName.localeCompare(b.tile.studentName) ||
        a.tile.sessionId.localeCompare(b.tile.sessionId),
    )
    .map(({ tile }) => tile.sessionId);
}

/** The order on the screen while it must not change: nobody moves, newcomers stand at the end. */
export function heldOrder(shown: readonly SessionId[], wanted: readonly SessionId[]): SessionId[] {
  const known = new Set(shown);
  return [...shown.filter((id) => wanted.includes(id)), ...wanted.filter((id) => !known.has(id))];
}

/** The machine is silent though the exam goes on. */
export const isSilent = ({ phase, heardAt }: GridTile, now: number): boolean =>
  isRecordingPhase(phase) && (heardAt === null || now - heardAt > SILENCE_MS);
