import { canonicalJson } from '../../../protocol/canonical-json.ts';
import { actText, segmentsText, type SignedStatement } from '../../../protocol/evidence.ts';
import { CHAIN_START, chainText } from '../../../protocol/journal.ts';
import type { Evidence } from '../records.ts';
import { sha256 } from '../sha256.ts';
import { isSignedBy, keyIdOf } from '../signing-key.ts';
import type { Fault } from './fault.ts';

interface Link {
  seq: number;
  prev: string;
  hash: string;
}

/** Both chains from their first entry on, and every statement that was signed over them. */
export function checkChains(evidence: Evidence): Fault | null {
  const journal = evidence['journal.ndjson'];
  const acts = evidence['acts.ndjson'];
  return (
    brokenLink('journal entry', journal, chainText) ??
    brokenLink('act', acts, actText) ??
    firstOf(evidence['statements.ndjson'], (signed, index) => statementFault(signed, index, evidence)) ??
    uncovered(evidence)
  );
}

function brokenLink<L extends Link>(
  name: string,
  chain: readonly L[],
  textOf: (link: L) => string,
): Fault | null {
  return firstOf(chain, (link, index) => {
    const entry = `${name} ${index + 1}`;
    if (sha256(textOf(link)) !== link.hash) return { entry, why: 'its hash is not its own' };
    if (link.seq !== index + 1) return { entry, why: `number ${link.seq} stands in its place` };
    const prev = chain[index - 1]?.hash ?? CHAIN_START;
    return link.prev === prev ? null : { entry, why: 'it does not follow the one before it' };
  });
}

function statementFault(
  { statement, publicKey, signature }: SignedStatement,
  index: number,
  evidence: Evidence,
): Fault | null {
  const entry = `statement ${index + 1}`;
  const fault = (why: string): Fault => ({ entry, why });
  if (!isSignedBy(publicKey, canonicalJson(statement), signature)) return fault('its signature is wrong');
  if (keyIdOf(Buffer.from(publicKey, 'hex')) !== statement.keyId) return fault('it names another key');
  if (statement.sessionId !== evidence['manifest.json'].sessionId) return fault('it is of another session');
  if (hashAt(evidence['journal.ndjson'], statement.journal.seq) !== statement.journal.hash) {
    return fault('the journal is not the one it was signed over');
  }
  if (hashAt(evidence['acts.ndjson'], statement.acts.seq) !== statement.acts.hash) {
    return fault('the acts are not those it was signed over');
  }
  return null;
}

const hashAt = (chain: readonly Link[], seq: number): string | undefined =>
  seq === 0 ? CHAIN_START : chain[seq - 1]?.hash;

/** What the newest statement does not cover. */
function uncovered(evidence: Evidence): Fault | null {
  const newest = evidence['statements.ndjson'].at(-1)?.statement;
  if (!newest) return { entry: 'statement 1', why: 'it is missing' };
  const why = 'the newest statement does not cover it';
  if (evidence['journal.ndjson'].length > newest.journal.seq) {
    return { entry: `journal entry ${newest.journal.seq + 1}`, why };
  }
  if (evidence['acts.ndjson'].length > newest.acts.seq) return { entry: `act ${newest.acts.seq + 1}`, why };
  const pieces = evidence['segments.ndjson'];
  return sha256(segmentsText(pieces)) === newest.segments.digest
    ? null
    : { entry: 'segments.ndjson', why: 'the newest statement was signed over other pieces' };
}

export function firstOf<T>(
  items: readonly T[],
  faultOf: (item: T, index: number) => Fault | null,
): Fault | null {
  for (const [index, item] of items.entries()) {
    const fault = faultOf(item, index);
    if (fault) return fault;
  }
  return null;
}
