import { type Builder, ByteBuffer, type Offset } from 'flatbuffers';

/** Flatbuffers read and written by slot number, for schemas of which we need a few tables. */
export type Field = { slot: number } & ({ offset: Offset } | { int8: number } | { int32: number });
const vtableOffset = (slot: number): number => 4 + 2 * slot;

export function writeTable(b: Builder, fields: Field[]): Offset {
  b.startObject(Math.max(-1, ...fields.map(({ slot }) => slot)) + 1);
  for (const field of fields) {
    if ('offset' in field) b.addFieldOffset(field.slot, field.offset, 0);
    else if ('int8' in field) b.addFieldInt8(field.slot, field.int8, 0);
    else b.addFieldInt32(field.slot, field.int32, 0);
  }
  return b.endObject();
}

export function writeVector(b: Builder, offsets: Offset[]): Offset {
  b.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) b.addOffset(offset);
  return b.endVector();
}

export function writeFloats(b: Builder, values: number[]): Offset {
  b.startVector(4, values.length, 4);
  for (const value of values.toReversed()) b.addFloat32(value);
  return b.endVector();
}

export function writeInts(b: Builder, values: readonly number[]): Offset {
  b.startVector(4, values.length, 4);
  for (const value of values.toReversed()) b.addInt32(value);
  return b.endVector();
}

/** Reads tables by absolute position. 0 = the field is absent. */
export class FlatReader {
  readonly bytes: ByteBuffer;

  constructor(file: Uint8Array) {
    this.bytes = new ByteBuffer(file);
  }
  get root(): number {
    return this.bytes.readInt32(0);
  }
  #field(table: number, slot: number): number {
    const offset = this.bytes.__offset(table, vtableOffset(slot));
    return offset === 0 ? 0 : table + offset;
  }
  /** Where a vector, text or table begins. */
  target(table: number, slot: number): number {
    const field = this.#field(table, slot);
    return field === 0 ? 0 : this.bytes.__indirect(field);
  }
  tables(table: number, slot: number): number[] {
    return this.#items(table, slot, (at) => this.bytes.__indirect(at));
  }
  ints(table: number, slot: number): number[] {
    return this.#items(table, slot, (at) => this.bytes.readInt32(at));
  }
  #items(table: number, slot: number, read: (at: number) => number): number[] {
    const vector = this.target(table, slot);
    if (vector === 0) return [];
    return Array.from({ length: this.bytes.readInt32(vector) }, (_, i) => read(vector + 4 + 4 * i));
  }
  int32(table: number, slot: number): number {
    const field = this.#field(table, slot);
    return field === 0 ? 0 : this.bytes.readInt32(field);
  }
  text(table: number, slot: number): string {
    const field = this.#field(table, slot);
    return field === 0 ? '' : String(this.bytes.__string(field));
  }
}
