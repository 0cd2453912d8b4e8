import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CHAIN_START, chainText, journalEntry, type JournalEntry } from './journal.ts';

const entry: Omit<JournalEntry, 'hash'> = {
  seq: 1,
  at: 1_795_000_000_000.5,
  body: { kind: 'event', event: 'paste', detail: 'вставка "x"\n' },
  prev: CHAIN_START,
};

describe('chainText', () => {
  it('is the same whatever order the objects were built in', () => {
    const shuffled = {
      prev: entry.prev,
      body: { detail: 'вставка "x"\n', event: 'paste', kind: 'event' },
      at: entry.at,
      seq: entry.seq,
    } as const;
    expect(chainText(shuffled)).toBe(chainText(entry));
    expect(chainText(entry)).toBe(
      `{"at":1795000000000.5,"body":{"detail":"вставка \\"x\\"\\n","event":"paste","kind":"event"},"prev":"${CHAIN_START}","seq":1}`,
    );
  });

  it('survives the wire', () => {
    const parsed = v.parse(journalEntry, JSON.parse(JSON.stringify({ ...entry, hash: 'a'.repeat(64) })));
    expect(chainText(parsed)).toBe(chainText(entry));
  });

  it.each([
    ['seq', { ...entry, seq: 2 }],
    ['at', { ...entry, at: entry.at + 1 }],
    ['body', { ...entry, body: { kind: 'event', event: 'copy', detail: '' } as const }],
    ['prev', { ...entry, prev: 'f'.repeat(64) }],
  ])('changes with %s', (_, other) => {
    expect(chainText(other)).not.toBe(chainText(entry));
  });

  it('does not tell an absent member from an undefined one', () => {
    const body = { kind: 'event', event: 'copy', detail: undefined } as unknown as JournalEntry['body'];
    expect(chainText({ ...entry, body })).toContain('{"event":"copy","kind":"event"}');
  });
});
