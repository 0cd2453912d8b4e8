import { open } from 'node:fs/promises';
import {
  exportList,
  type ExportList,
  exportSignature,
  type ExportSignature,
  exportText,
} from '../../../protocol/evidence.ts';
import { EXPORT_LIST, EXPORT_SIGNATURE, nameOf } from '../archive-names.ts';
import type { Evidence } from '../records.ts';
import { sha256 } from '../sha256.ts';
import { isSignedBy, keyIdOf } from '../signing-key.ts';
import { type Account, accountForPieces } from './account-for-pieces.ts';
import { checkChains } from './check-chains.ts';
import { checkList } from './check-list.ts';
import { checkRecords } from './check-records.ts';
import { containerFault } from './container-fault.ts';
import type { Content, Contents, Fault } from './fault.ts';
import { linesOf, readExact } from './read-json.ts';
import { readRecords } from './read-records.ts';
import { openZip, readEntry, type Zip, ZipFault } from './read-zip.ts';

export type Verdict = { fault: Fault } | { fault: null; facts: Facts };
/** What was checked, for a person to read. */
export interface Facts {
  sessionId: string;
  keyId: string;
  isKeyTrusted: boolean;
  journalEntries: number;
  acts: number;
  segments: number;
  segmentBytes: number;
  photos: number;
  statements: number;
  files: number;
  closedAt: number;
  /** Whether the pieces that the journal tells of are those that are here. */
  pieces: Account;
}

/**
 * Checks an exported session with nothing but the file, and the server's public key where it is given (hex DER): the
 * signed list of files, every byte of them, both chains, every signature, and the archive itself. Gives the first
 * thing that was altered. Rejects only when the file cannot be opened.
 */
export async function verifyEvidence(path: string, trustedKey: string | null): Promise<Verdict> {
  const file = await open(path, 'r');
  try {
    const zip = await openZip(file);
    const contents = await readContents(zip);
    const seal = readSeal(contents);
    // A list that nobody signed proves nothing; the chains may still tell what was changed.
    const listFault = seal.fault ? null : checkList(seal.list, contents);
    const read = listFault ? { fault: listFault } : readRecords(contents);
    if ('fault' in read) return read;
    const { evidence } = read;
    const fault = checkChains(evidence) ?? checkRecords(evidence, contents);
    if (fault) return { fault };
    if (seal.fault) return { fault: seal.fault };
    const lastFault =
      checkKey(seal.signature, evidence['statements.ndjson'], trustedKey) ?? (await outside(zip));
    return lastFault ? { fault: lastFault } : { fault: null, facts: factsOf(evidence, seal, trustedKey) };
  } catch (error) {
    if (error instanceof ZipFault) return { fault: { entry: 'archive', why: error.message } };
    throw error;
  } finally {
    await file.close();
  }
}

const isText = (name: string): boolean => /\.(json|ndjson|pem)$/.test(name);

async function readContents(zip: Zip): Promise<Contents> {
  const contents = new Map<string, Content>();
  for (const entry of zip.entries) {
    const bytes = await readEntry(zip, entry);
    if (bytes === null) continue;
    const text = isText(entry.name) ? bytes.toString('utf8') : null;
    contents.set(entry.name, { sha256: sha256(bytes), bytes: bytes.length, text });
  }
  return contents;
}

type Seal = { fault: Fault } | { fault: null; list: ExportList; signature: ExportSignature };

/** The signature over the list, and the list. One of the two was altered when they do not fit each other. */
function readSeal(contents: Contents): Seal {
  const fault = (entry: string, why: string): Seal => ({ fault: { entry, why } });
  const signature = readExact(exportSignature, onlyLine(contents, EXPORT_SIGNATURE));
  if (!signature) return fault(EXPORT_SIGNATURE, 'it is missing or not as the server writes it');
  const { publicKey, keyId } = signature;
  if (
    keyIdOf(Buffer.from(publicKey, 'hex')) !== keyId ||
    !isSignedBy(publicKey, exportText(signature.sha256), signature.signature)
  ) {
    return fault(EXPORT_SIGNATURE, 'the signature is wrong');
  }
  if (contents.get(EXPORT_LIST)?.sha256 !== signature.sha256) {
    return fault(EXPORT_LIST, 'it is missing, or not the list that was signed');
  }
  const list = readExact(exportList, onlyLine(contents, EXPORT_LIST));
  return list ? { fault: null, list, signature } : fault(EXPORT_LIST, 'it is not as the server writes it');
}

const onlyLine = (contents: Contents, path: string): string =>
  linesOf(contents.get(path)?.text ?? '').join('\n');

async function outside(zip: Zip): Promise<Fault | null> {
  const entry = await containerFault(zip);
  if (entry === null) return null;
  return {
    entry: nameOf(entry),
    why: 'its content is whole, but the archive around it is not as the server wrote it (altered, or packed anew)',
  };
}

function checkKey(
  { publicKey }: ExportSignature,
  statements: Evidence['statements.ndjson'],
  trustedKey: string | null,
): Fault | null {
  if (trustedKey !== null && publicKey !== trustedKey) {
    return { entry: EXPORT_SIGNATURE, why: 'it was made with another key than the one given' };
  }
  if (statements.at(-1)?.publicKey === publicKey) return null;
  return { entry: `statement ${statements.length}`, why: 'the newest one was made with another key' };
}

function factsOf(
  evidence: Evidence,
  { list, signature }: Extract<Seal, { fault: null }>,
  trustedKey: string | null,
): Facts {
  const pieces = evidence['segments.ndjson'];
  const statements = evidence['statements.ndjson'];
  return {
    sessionId: evidence['manifest.json'].sessionId,
    keyId: signature.keyId,
    isKeyTrusted: trustedKey !== null,
    journalEntries: evidence['journal.ndjson'].length,
    acts: evidence['acts.ndjson'].length,
    segments: pieces.length,
    segmentBytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0),
    photos: evidence['photos.ndjson'].length,
    statements: statements.length,
    files: list.files.length + 2,
    closedAt: statements.at(-1)!.statement.closedAt,
    pieces: accountForPieces(evidence),
  };
}
