import type { JournalEntry } from '../../protocol/journal.ts';

/** A break that was begun or ended on this machine, with the entries that tell the server of it. */
export interface BreakHere {
  beganAt: number;
  /** 0 = the server told of it: it was begun before this journal was. */
  beginSeq: number;
  end: { at: number; seq: number } | null;
}

/** What is known of breaks once `entry` is written; the same list when it is of something else. */
export function withEntry(
  known: readonly BreakHere[] | undefined,
  { seq, at, body }: JournalEntry,
): readonly BreakHere[] {
  const before = known ?? [];
  if (body.kind !== 'break') return before;
  if (body.act === 'begin') return [...before, { beganAt: at, beginSeq: seq, end: null }];
  const last = before.at(-1);
  const ended = last && last.end === null ? last : { beganAt: at, beginSeq: 0 };
  return [...before.filter((each) => each !== last || last.end !== null), { ...ended, end: { at, seq } }];
}

/** The same once entries have other numbers; those that became 0 can be told no more. */
export function renumbered(
  known: readonly BreakHere[],
  moves: ReadonlyMap<number, number>,
): readonly BreakHere[] {
  const moved = (seq: number) => moves.get(seq) ?? seq;
  return known.map(({ beganAt, beginSeq, end }) => ({
    beganAt,
    beginSeq: moved(beginSeq),
    end: end && { at: end.at, seq: moved(end.seq) },
  }));
}
