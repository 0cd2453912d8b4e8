import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CHAIN_START, chainText, type JournalEntry } from '../../protocol/journal.ts';
import { assertChain } from './chain.ts';

function chainOf(count: number): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (let seq = 1; seq <= count; seq++) {
    const entry = {
      seq,
      at: 1000 * seq,
      body: { kind: 'event', event: 'copy', detail: `${seq}` } as const,
      prev: entries.at(-1)?.hash ?? CHAIN_START,
    };
    entries.push({ ...entry, hash: createHash('sha256').update(chainText(entry)).digest('hex') });
  }
  return entries;
}
const refusal = (entries: JournalEntry[]): unknown => {
  try {
    assertChain(entries);
  } catch (error) {
    return error;
  }
};

describe('assertChain', () => {
  it('takes an unbroken run, also from the middle', () => {
    const all = chainOf(5);
    expect(refusal(all)).toBeUndefined();
    expect(refusal(all.slice(2))).toBeUndefined();
  });

  it('finds a gap, a swapped pair, a changed body and an entry of another chain', () => {
    const [a, b, c, d] = chainOf(4) as [JournalEntry, JournalEntry, JournalEntry, JournalEntry];
    expect(refusal([a, c])).toMatchObject({ code: 'conflict', details: { expected: 2 } });
    expect(refusal([b, a])).toMatchObject({ code: 'conflict', details: { expected: 3 } });
    const changed: JournalEntry = { ...c, body: { kind: 'event', event: 'paste', detail: '3' } };
    expect(refusal([a, b, changed, d])).toMatchObject({ code: 'conflict', details: { expected: 3 } });
    const foreign = { ...c, prev: 'a'.repeat(64) };
    const rehashed = { ...foreign, hash: createHash('sha256').update(chainText(foreign)).digest('hex') };
    expect(refusal([a, b, rehashed])).toMatchObject({ code: 'conflict', details: { expected: 3 } });
  });
});
