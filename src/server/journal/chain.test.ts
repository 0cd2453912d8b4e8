import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CHAIN_START, chainText, type JournalEntry } from '../../protocol/journal.ts';
import { chainFault } from './chain.ts';

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
describe('chainFault', () => {
  it('takes an unbroken run, also from the middle', () => {
    const all = chainOf(5);
    expect(chainFault(all)).toBeNull();
    expect(chainFault(all.slice(2))).toBeNull();
  });

  it('finds a gap, a swapped pair, a changed body and an entry of another chain', () => {
    const [a, b, c, d] = chainOf(4) as [JournalEntry, JournalEntry, JournalEntry, JournalEntry];
    expect(chainFault([a, c])).toMatch(/entry 3 follows entry 1/);
    expect(chainFault([b, a])).toMatch(/entry 1 follows entry 2/);
    const changed: JournalEntry = { ...c, body: { kind: 'event', event: 'paste', detail: '3' } };
    expect(chainFault([a, b, changed, d])).toMatch(/hash of entry 3/);
    const foreign = { ...c, prev: 'a'.repeat(64) };
    const rehashed = { ...foreign, hash: createHash('sha256').update(chainText(foreign)).digest('hex') };
    expect(chainFault([a, b, rehashed])).toMatch(/entry 3 does not follow/);
  });
});
