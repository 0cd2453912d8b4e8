import { crc32 } from 'node:zlib';
import { CENTRAL, END, END_BYTES, LOCAL, readAt, type Zip, type ZipEntry } from './read-zip.ts';

/**
 * What is not exactly as the server wrote it in the archive around the content: the name of the first entry whose
 * header or directory record differs, null when every byte is accounted for. The server stores every file unpacked,
 * one after the other, all with the same date and mode, so that there is one right archive for a given content; one
 * that was packed anew is another.
 */
export async function containerFault({ file, entries, directoryOffset, end }: Zip): Promise<string | null> {
  let cursor = 0;
  for (const entry of entries) {
    const head = headerOf(entry);
    const size = head.length + entry.packedBytes + 16;
    const found = cursor + size <= directoryOffset ? await readAt(file, cursor, size) : null;
    if (found === null || entry.offset !== cursor) return entry.name;
    const crc = crc32(found.subarray(head.length, -16));
    const isRight =
      found.subarray(0, head.length).equals(head) &&
      found.subarray(-16).equals(descriptorOf(entry, crc)) &&
      entry.record.equals(recordOf(entry, crc));
    if (!isRight) return entry.name;
    cursor += size;
  }
  if (cursor !== directoryOffset) return 'between the last file and the directory';
  return end.equals(endOf(entries, directoryOffset)) ? null : 'the end of the archive';
}

const MADE_BY_UNIX_6_3 = 0x033f;
const VERSION_NEEDED = 20;
/** Names are UTF-8, sizes follow the data. */
const FLAGS = 0x0808;
const FIRST_DOS_DAY = 0x0021;
const FILE_MODE = 0o100664;

/** From the version that is needed to the date: the same in a local header and in a directory record. */
function commonOf(): Buffer {
  const common = Buffer.alloc(10);
  common.writeUInt16LE(VERSION_NEEDED, 0);
  common.writeUInt16LE(FLAGS, 2);
  common.writeUInt16LE(FIRST_DOS_DAY, 8);
  return common;
}

function headerOf({ name }: ZipEntry): Buffer {
  const sizes = Buffer.alloc(16);
  sizes.writeUInt16LE(Buffer.byteLength(name), 12);
  return Buffer.concat([uint32(LOCAL), commonOf(), sizes, Buffer.from(name)]);
}

const descriptorOf = ({ packedBytes }: ZipEntry, crc: number): Buffer =>
  Buffer.concat([0x08074b50, crc, packedBytes, packedBytes].map(uint32));

function recordOf({ name, packedBytes, offset }: ZipEntry, crc: number): Buffer {
  const rest = Buffer.alloc(18);
  rest.writeUInt16LE(Buffer.byteLength(name), 0);
  rest.writeUInt32LE(FILE_MODE * 0x10000, 10);
  rest.writeUInt32LE(offset, 14);
  const madeBy = uint32(MADE_BY_UNIX_6_3).subarray(0, 2);
  const sizes = [crc, packedBytes, packedBytes].map(uint32);
  return Buffer.concat([uint32(CENTRAL), madeBy, commonOf(), ...sizes, rest, Buffer.from(name)]);
}

function endOf(entries: readonly ZipEntry[], directoryOffset: number): Buffer {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    entries.reduce((sum, { record }) => sum + record.length, 0),
    12,
  );
  end.writeUInt32LE(directoryOffset, 16);
  return end;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
