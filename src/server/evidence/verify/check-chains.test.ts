import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../protocol/canonical-json.ts';
import { type Act, actText, segmentsText, type Statement } from '../../../protocol/evidence.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { CHAIN_START, chainText, type JournalEntry } from '../../../protocol/journal.ts';
import type { Evidence } from '../records.ts';
import { sha256 } from '../sha256.ts';
import { keyIdOf } from '../signing-key.ts';
import { checkChains } from './check-chains.ts';

const sessionId = '3f0c0b0e-1111-4222-8333-444455556666' as SessionId;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const der = publicKey.export({ type: 'spki', format: 'der' });

function chainOf<L extends { seq: number; prev: string; hash: string }>(
  count: number,
  linkOf: (seq: number, prev: string) => Omit<L, 'hash'>,
  textOf: (link: Omit<L, 'hash'>) => string,
): L[] {
  const chain: L[] = [];
  for (let seq = 1; seq <= count; seq++) {
    const link = linkOf(seq, chain.at(-1)?.hash ?? CHAIN_START);
    chain.push({ ...link, hash: sha256(textOf(link)) } as L);
  }
  return chain;
}

function evidenceOf(entries: number, acts: number, more: Partial<Statement> = {}): Evidence {
  const journal = chainOf<JournalEntry>(
    entries,
    (seq, prev) => ({ seq, at: seq, prev, body: { kind: 'event', event: 'copy', detail: `${seq}` } }),
    chainText,
  );
  const chain = chainOf<Act>(
    acts,
    (seq, prev) => ({ seq, at: seq, prev, what: 'left', personId: null, detail: '', about: null }),
    actText,
  );
  const statement: Statement = {
    version: 1,
    sessionId,
    keyId: keyIdOf(der),
    closedAt: 1,
    madeAt: 1,
    journal: { seq: entries, hash: journal.at(-1)?.hash ?? CHAIN_START },
    acts: { seq: acts, hash: chain.at(-1)?.hash ?? CHAIN_START },
    segments: { count: 0, bytes: 0, digest: sha256(segmentsText([])) },
    ...more,
  };
  return {
    'manifest.json': { format: 'examus-evidence', version: 1, sessionId },
    'journal.ndjson': journal,
    'acts.ndjson': chain,
    'segments.ndjson': [],
    'statements.ndjson': [
      {
        statement,
        publicKey: der.toString('hex'),
        signature: sign(null, Buffer.from(canonicalJson(statement)), privateKey).toString('hex'),
      },
    ],
  } as unknown as Evidence;
}
const entryOf = (evidence: Evidence) => checkChains(evidence)?.entry;

test('whole chains under their statement pass, empty ones too', () => {
  expect(checkChains(evidenceOf(20, 4))).toBeNull();
  expect(checkChains(evidenceOf(0, 0))).toBeNull();
});

test('a changed, a removed and a swapped entry are named', () => {
  const changed = evidenceOf(20, 4);
  changed['journal.ndjson'][16]!.at = 5;
  expect(entryOf(changed)).toBe('journal entry 17');
  const removed = evidenceOf(20, 4);
  removed['acts.ndjson'].splice(2, 1);
  expect(entryOf(removed)).toBe('act 3');
  const [first, second] = evidenceOf(2, 0)['journal.ndjson'];
  const swapped = evidenceOf(2, 0);
  swapped['journal.ndjson'] = [second!, first!];
  expect(entryOf(swapped)).toBe('journal entry 1');
});

test('what the newest statement does not cover is named', () => {
  const { journal, acts } = evidenceOf(3, 2)['statements.ndjson'][0]!.statement;
  expect(entryOf(evidenceOf(5, 2, { journal }))).toBe('journal entry 4');
  expect(entryOf(evidenceOf(3, 4, { acts }))).toBe('act 3');
});

test('a statement over another history, session or key, or changed after it was signed, is named', () => {
  const acts = { seq: 2, hash: 'a'.repeat(64) };
  const other = '3f0c0b0e-1111-4222-8333-444455550000' as SessionId;
  expect(entryOf(evidenceOf(3, 2, { acts }))).toBe('statement 1');
  expect(entryOf(evidenceOf(3, 2, { sessionId: other }))).toBe('statement 1');
  expect(entryOf(evidenceOf(3, 2, { keyId: '0'.repeat(16) }))).toBe('statement 1');
  const changed = evidenceOf(3, 2);
  changed['statements.ndjson'][0]!.statement.closedAt = 2;
  expect(entryOf(changed)).toBe('statement 1');
  const none = evidenceOf(3, 2);
  none['statements.ndjson'] = [];
  expect(entryOf(none)).toBe('statement 1');
});
