import type { FileHandle } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

/** Layout: APPNOTE.TXT 6.3.10, 4.3. */
export const LOCAL = 0x04034b50;
export const CENTRAL = 0x02014b50;
export const END = 0x06054b50;
export const END_BYTES = 22;
const MAX_ENTRY_BYTES = 512 * 1024 * 1024;

export interface ZipEntry {
  name: string;
  /** Of its local header. */
  offset: number;
  method: number;
  packedBytes: number;
  /** Its record in the archive's directory, byte for byte. */
  record: Buffer;
}
export interface Zip {
  file: FileHandle;
  entries: readonly ZipEntry[];
  directoryOffset: number;
  end: Buffer;
}

/** An archive that cannot be read at all, or an entry of it. */
export class ZipFault extends Error {}

/** Reads the directory of an archive up to 4 GiB, without a comment. Rejects with `ZipFault`. */
export async function openZip(file: FileHandle): Promise<Zip> {
  const { size } = await file.stat();
  if (size < END_BYTES) throw new ZipFault('the end of the archive is missing');
  const end = await readAt(file, size - END_BYTES, END_BYTES);
  const directoryBytes = end.readUInt32LE(12);
  const directoryOffset = end.readUInt32LE(16);
  if (end.readUInt32LE(0) !== END || directoryOffset + directoryBytes + END_BYTES !== size) {
    throw new ZipFault('the end of the archive is missing or altered');
  }
  const directory = await readAt(file, directoryOffset, directoryBytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; at < directory.length;) {
    const after = entries.at(-1)?.name ?? 'its beginning';
    const fault = new ZipFault(`the archive's directory is altered after ${after}`);
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw fault;
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const next = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw fault;
    entries.push({
      name: directory.toString('utf8', at + 46, nameEnd),
      offset: directory.readUInt32LE(at + 42),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      record: directory.subarray(at, next),
    });
    at = next;
  }
  return { file, entries, directoryOffset, end };
}

/** An entry's content. Null when it cannot be got at: its header is gone, or its packing is damaged. */
export async function readEntry({ file }: Zip, entry: ZipEntry): Promise<Buffer | null> {
  const header = await readAt(file, entry.offset, 30).catch(() => null);
  if (header?.readUInt32LE(0) !== LOCAL || entry.packedBytes > MAX_ENTRY_BYTES) return null;
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await readAt(file, start, entry.packedBytes).catch(() => null);
  if (packed === null || entry.method === 0) return packed;
  try {
    return entry.method === 8 ? inflateRawSync(packed, { maxOutputLength: MAX_ENTRY_BYTES }) : null;
  } catch {
    return null;
  }
}

export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new ZipFault('the archive is cut short');
  return buffer;
}
