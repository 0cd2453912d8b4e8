import { type LostPieces, readLost } from '../../../protocol/lost-pieces.ts';
import type { SegmentKey } from '../../../protocol/recording.ts';
import type { Evidence } from '../records.ts';

/** Names of pieces (`camera/7000/17`) by what became of them. None of this means that anything was altered. */
export interface Account {
  /** The journal tells of them, and the server never got them. */
  neverReceived: string[];
  /** The same, but the student's machine itself told later that they were lost. */
  toldLost: string[];
  /** The server has them, and the journal does not tell of them. */
  notJournaled: string[];
}

export const isComplete = ({ neverReceived, notJournaled }: Account): boolean =>
  neverReceived.length === 0 && notJournaled.length === 0;

/** Holds the pieces that the journal tells of against those that are here. */
export function accountForPieces(evidence: Evidence): Account {
  const bodies = evidence['journal.ndjson'].map(({ body }) => body);
  const told = bodies.flatMap((body) => (body.kind === 'segment' ? [body.segment] : []));
  const lost = bodies.flatMap((body) =>
    body.kind === 'event' && body.event === 'pieces_lost' ? (readLost(body.detail) ?? []) : [],
  );
  const rows = evidence['segments.ndjson'];
  // By their bytes: the same piece may have been told of twice, the second time under the name it was stored by.
  const received = new Set(rows.map(({ kind, sha256 }) => `${kind} ${sha256}`));
  const missing = told.filter(({ kind, sha256 }) => !received.has(`${kind} ${sha256}`));
  const isToldLost = (key: SegmentKey) => lost.some((run) => isIn(run, key));
  const names = new Set(told.map(nameOf));
  return {
    neverReceived: namesOf(missing.filter((key) => !isToldLost(key))),
    toldLost: namesOf(missing.filter(isToldLost)),
    notJournaled: namesOf(rows.filter((row) => !names.has(nameOf(row)))),
  };
}

const isIn = ({ kind, epoch, from, to }: LostPieces, key: SegmentKey): boolean =>
  kind === key.kind && epoch === key.epoch && key.seq >= from && key.seq <= to;
const nameOf = ({ kind, epoch, seq }: SegmentKey): string => `${kind}/${epoch}/${seq}`;
const namesOf = (keys: readonly SegmentKey[]): string[] => [...new Set(keys.map(nameOf))];
