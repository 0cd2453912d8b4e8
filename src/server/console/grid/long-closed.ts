import type { SessionId } from '../../../protocol/ids.ts';

/** Long enough to see how it ended and to open it; then those who still sit there need the place. */
const STAYS_MS = 120_000;

/** Who has been over for so long that they leave the grid, by when each was first seen to be. */
export const longClosed = (since: ReadonlyMap<SessionId, number>, now: number): SessionId[] =>
  [...since].filter(([, at]) => now - at >= STAYS_MS).map(([id]) => id);
