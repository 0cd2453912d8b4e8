import { describe, expect, it } from 'vitest';
import type { JournalBody } from '../../../protocol/journal.ts';
import { lostTexts } from '../../../protocol/lost-pieces.ts';
import type { SegmentFacts } from '../../../protocol/recording.ts';
import type { Evidence } from '../records.ts';
import { accountForPieces, isComplete } from './account-for-pieces.ts';

const facts = (seq: number, epoch = 0, sha = `${epoch}${seq}`): SegmentFacts => ({
  kind: 'camera',
  epoch,
  seq,
  sha256: sha.padStart(64, 'a'),
  bytes: 3,
  mimeType: 'video/mp4',
  startAt: 4000 * seq,
  durationMs: 4000,
});
const told = (segment: SegmentFacts): JournalBody => ({ kind: 'segment', segment });
const account = (bodies: JournalBody[], rows: SegmentFacts[]) =>
  accountForPieces({
    'journal.ndjson': bodies.map((body) => ({ body })),
    'segments.ndjson': rows,
  } as unknown as Evidence);

describe('accountForPieces', () => {
  it('finds nothing where everything told of is there', () => {
    const result = account([told(facts(0)), told(facts(1))], [facts(0), facts(1)]);
    expect(result).toEqual({ neverReceived: [], toldLost: [], notJournaled: [] });
    expect(isComplete(result)).toBe(true);
  });

  it('names what was told of and never came, and what came untold', () => {
    const result = account([told(facts(0)), told(facts(17))], [facts(0), facts(3)]);
    expect(result).toEqual({
      neverReceived: ['camera/0/17'],
      toldLost: [],
      notJournaled: ['camera/0/3'],
    });
    expect(isComplete(result)).toBe(false);
  });

  it('takes the machine’s own word for what it lost', () => {
    const detail = lostTexts([facts(4), facts(5)], 'storage_full')[0]!;
    const lost: JournalBody = { kind: 'event', event: 'pieces_lost', detail };
    const result = account([told(facts(4)), told(facts(5)), lost], []);
    expect(result).toMatchObject({ neverReceived: [], toldLost: ['camera/0/4', 'camera/0/5'] });
    expect(isComplete(result)).toBe(true);
  });

  it('knows a piece again that was told anew under another name, behind another computer’s', () => {
    const [theirs, ours] = [facts(1, 0, 'b'), facts(1, 0, 'c')];
    const renamed = { ...ours, epoch: 7000 };
    const result = account([told(theirs), told(ours), told(renamed)], [theirs, renamed]);
    expect(result).toEqual({ neverReceived: [], toldLost: [], notJournaled: [] });
  });
});
