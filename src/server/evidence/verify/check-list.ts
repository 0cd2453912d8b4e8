import { type ExportList, type ListedFile } from '../../../protocol/evidence.ts';
import { EXPORT_LIST, EXPORT_SIGNATURE, nameOf } from '../archive-names.ts';
import { sha256 } from '../sha256.ts';
import type { Content, Contents, Fault } from './fault.ts';

/** Whether the archive holds exactly the files of the signed list, each with its bytes. */
export function checkList(list: ExportList, contents: Contents): Fault | null {
  for (const listed of list.files) {
    const content = contents.get(listed.path);
    if (!content) return { entry: nameOf(listed.path), why: 'it is missing' };
    if (content.sha256 !== listed.sha256)
      return { entry: alteredPart(listed, content), why: 'it was altered' };
  }
  const known = new Set([...list.files.map(({ path }) => path), EXPORT_LIST, EXPORT_SIGNATURE]);
  const stranger = [...contents.keys()].find((path) => !known.has(path));
  return stranger === undefined ? null : { entry: stranger, why: 'it does not belong to the export' };
}

/** The first line that differs, in a file of lines. */
function alteredPart({ path, lines }: ListedFile, { text }: Content): string {
  if (!lines || text === null) return nameOf(path);
  const found = text.split('\n');
  const index = lines.findIndex((hash, at) => sha256(found[at] ?? '').slice(0, 8) !== hash);
  return index === -1 ? nameOf(path, lines.length + 1) : nameOf(path, index + 1);
}
