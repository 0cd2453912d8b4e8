import type { SegmentFacts, SegmentKey } from './recording.ts';

/**
 * The detail of the journal's event `pieces_lost`: pieces of a recording that the student's machine told of and will
 * never send. Read by people on the time line, and by whoever checks the evidence:
 *
 *   camera/7000/3-17, 2026-11-28T09:00:08.000Z + 60 s: storage_full
 */
export interface LostPieces extends Pick<SegmentKey, 'kind' | 'epoch'> {
  /** The first and the last `seq` of an unbroken run. */
  from: number;
  to: number;
}

const pattern = /^(camera|screen|tab)\/(\d+)\/(\d+)-(\d+), /;

/** One text for each unbroken run of pieces of one epoch. */
export function lostTexts(pieces: readonly SegmentFacts[], why: string): string[] {
  const runs: SegmentFacts[][] = [];
  for (const piece of pieces) {
    const last = runs.at(-1)?.at(-1);
    const goesOn = last?.kind === piece.kind && last.epoch === piece.epoch && last.seq + 1 === piece.seq;
    if (goesOn) runs.at(-1)!.push(piece);
    else runs.push([piece]);
  }
  return runs.map((run) => {
    const { kind, epoch, seq, startAt } = run[0]!;
    const seconds = Math.round(run.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000);
    const name = `${kind}/${epoch}/${seq}-${run.at(-1)!.seq}`;
    return `${name}, ${new Date(startAt).toISOString()} + ${seconds} s: ${why}`;
  });
}

/** Null for a text that `lostTexts` does not write. */
export function readLost(detail: string): LostPieces | null {
  const [, kind, epoch, from, to] = pattern.exec(detail) ?? [];
  if (kind === undefined) return null;
  return {
    kind: kind as SegmentKey['kind'],
    epoch: Number(epoch),
    from: Number(from),
    to: Number(to),
  };
}
