/**
 * A payload of NOTIFY has at most 8000 bytes: longer texts go in pieces `from:number:index/count:piece`. All pieces of
 * a text come in order, since a server sends through one connection at a time and PostgreSQL keeps the order.
 */
const PIECE_CHARS = 7800;

/** `text` must be JSON: what is not ASCII is escaped, so that characters are bytes. */
export function cut(from: string, number: number, text: string): string[] {
  const ascii = text.replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const count = Math.max(1, Math.ceil(ascii.length / PIECE_CHARS));
  return Array.from(
    { length: count },
    (_, i) => `${from}:${number}:${i}/${count}:${ascii.slice(i * PIECE_CHARS, (i + 1) * PIECE_CHARS)}`,
  );
}

/** Puts pieces together. One text per sender is under way at a time: what lacks a piece is given up for the next. */
export class Joiner {
  readonly #underWay = new Map<string, { number: number; pieces: string[] }>();

  /** The whole text when `payload` was its last piece. */
  add(payload: string): { from: string; text: string } | null {
    const match = /^([0-9a-f-]{36}):(\d+):(\d+)\/(\d+):/.exec(payload);
    if (!match) return null;
    const [head, from, number, index, count] = match as unknown as [string, string, string, string, string];
    const piece = payload.slice(head.length);
    const known = this.#underWay.get(from);
    const pieces = known?.number === Number(number) ? known.pieces : [];
    if (pieces.length !== Number(index)) {
      this.#underWay.delete(from);
      return null;
    }
    pieces.push(piece);
    if (pieces.length < Number(count)) {
      this.#underWay.set(from, { number: Number(number), pieces });
      return null;
    }
    this.#underWay.delete(from);
    return { from, text: pieces.join('') };
  }
}
