import { canonicalJson } from '../../protocol/canonical-json.ts';
import {
  type ExportList,
  type ExportSignature,
  exportText,
  type ListedFile,
} from '../../protocol/evidence.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { EXPORT_LIST, EXPORT_SIGNATURE, photoPath, segmentPath } from './archive-names.ts';
import type { Collected } from './collect-evidence.ts';
import { type RecordPath, records } from './records.ts';
import { sha256 } from './sha256.ts';
import type { Signer } from './signing-key.ts';

/** One file of the archive: its text, or the blob that holds its bytes. */
export type ArchiveFile = { path: string; text: string } | { path: string; blobKey: string };

/**
 * The files of an export in their order, the signed list last. Pictures and pieces are listed with the hash they had
 * when they were received: bytes that changed on the disk since then are not vouched for.
 */
export function archiveFiles(
  { evidence, photos, segments }: Collected,
  signer: Signer,
  sessionId: SessionId,
  now: number,
): ArchiveFile[] {
  const texts = [
    ...(Object.keys(records) as RecordPath[]).map((path) => ({ path, text: textOf(evidence[path]) })),
    { path: 'public-key.pem', text: signer.publicKeyPem },
  ];
  const stored = [
    ...photos.map((photo) => ({ ...photo, path: photoPath(photo.kind, photo.mimeType) })),
    ...segments.map((segment) => ({ ...segment, path: segmentPath(segment) })),
  ];
  const list: ExportList = {
    version: 1,
    sessionId,
    exportedAt: now,
    files: [...texts.map(listed), ...stored.map(({ path, sha256 }) => ({ path, sha256 }))],
  };
  const listText = textOf(list);
  return [
    ...texts,
    ...stored.map(({ path, blobKey }) => ({ path, blobKey })),
    { path: EXPORT_LIST, text: listText },
    { path: EXPORT_SIGNATURE, text: textOf(signatureOf(listText, signer)) },
  ];
}

const textOf = (value: unknown): string =>
  (Array.isArray(value) ? value : [value]).map((item) => `${canonicalJson(item)}\n`).join('');

const listed = ({ path, text }: { path: string; text: string }): ListedFile => ({
  path,
  sha256: sha256(text),
  ...(path.endsWith('.ndjson') ? { lines: text.split('\n').slice(0, -1).map(shortHash) } : {}),
});
const shortHash = (line: string): string => sha256(line).slice(0, 8);

function signatureOf(listText: string, signer: Signer): ExportSignature {
  const { keyId, publicKey } = signer;
  const hash = sha256(listText);
  return { algorithm: 'Ed25519', keyId, publicKey, sha256: hash, signature: signer.sign(exportText(hash)) };
}
