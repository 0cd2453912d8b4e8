import { crc32 } from 'node:zlib';

/** A zip archive without compression or dates: what MediaPipe calls a `.task`, the same bytes on every machine. */
export function storedZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const facts = factsOf(name, bytes);
    const local = Buffer.concat([LOCAL_HEADER, facts, Buffer.from(name)]);
    directory.push(centralEntry(facts, name, at));
    parts.push(local, bytes);
    at += local.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}

const LOCAL_HEADER = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const CENTRAL_HEADER = Buffer.from([0x50, 0x4b, 0x01, 0x02, 20, 0]);

/** What local header and directory have in common (APPNOTE 4.3.7): version … length of the extra field. */
function factsOf(name: string, bytes: Uint8Array): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  // 1980-01-01, the first day there is.
  facts.writeUInt16LE(0x21, 8);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(bytes.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(Buffer.byteLength(name), 22);
  return facts;
}

function centralEntry(facts: Buffer, name: string, at: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(at, 10);
  return Buffer.concat([CENTRAL_HEADER, facts, rest, Buffer.from(name)]);
}
