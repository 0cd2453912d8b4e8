import type { IncomingHttpHeaders } from 'node:http';
import { bytesHeaders } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { MAX_SEGMENT_BYTES, type SegmentKey } from '../../protocol/recording.ts';
import { SEAL_OVERHEAD_BYTES } from '../../protocol/seal.ts';
import type { Services } from '../context.ts';

/** Where a body belongs in the whole that it is a part of, in bytes. */
export interface Part {
  from: number;
  total: number;
}

const MAX_TOTAL_BYTES = MAX_SEGMENT_BYTES + SEAL_OVERHEAD_BYTES;

/** Null where the body is the whole. Rejects with `bad_request` for anything that can be no part. */
export function readPart(raw: IncomingHttpHeaders, bytes: number): Part | null {
  const text = raw[bytesHeaders.part] as string | undefined;
  if (text === undefined) return null;
  const [, from, total] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  const part = { from: Number(from), total: Number(total) };
  if (!(part.total <= MAX_TOTAL_BYTES && part.from + bytes <= part.total)) {
    throw new ExamusError('bad_request', `wrong: ${bytesHeaders.part}`);
  }
  return part;
}

/** The parts of one piece that is too large, as it is, for something on the way. They come in any order, and again. */
export class PieceParts {
  readonly #blobs: Services['blobs'];
  readonly #prefix: string;
  readonly #total: number;

  constructor(
    blobs: Services['blobs'],
    sessionId: SessionId,
    { kind, epoch, seq }: SegmentKey,
    sha256: string,
    total: number,
  ) {
    this.#blobs = blobs;
    this.#prefix = `sessions/${sessionId}/parts/${kind}-${epoch}-${seq}-${sha256}-${total}`;
    this.#total = total;
  }

  /** Resolves, when the part is durable, with the whole if this was the last part that was missing. */
  async add(from: number, bytes: Uint8Array): Promise<Buffer | null> {
    // The length in the name: what is missing is known without reading all earlier parts for every new one.
    await this.#blobs.put(`${this.#prefix}/${from}-${bytes.length}`, bytes);
    const parts = (await this.#blobs.list(this.#prefix)).map(partOf).sort((a, b) => a.from - b.from);
    let reached = 0;
    for (const part of parts) {
      if (part.from > reached) return null;
      reached = Math.max(reached, part.from + part.bytes);
    }
    return reached >= this.#total ? this.#join(parts) : null;
  }

  async #join(parts: readonly { key: string; from: number }[]): Promise<Buffer | null> {
    const whole = Buffer.alloc(this.#total);
    for (const { key, from } of parts) {
      const found = await this.#blobs.get(key).catch(nullWhereGone);
      // Another request had the whole of it meanwhile. Told as `not_found`, it would be the session that is gone.
      if (!found) return null;
      whole.set(found, from);
    }
    return whole;
  }

  async forget(): Promise<void> {
    for (const key of await this.#blobs.list(this.#prefix)) await this.#blobs.delete(key);
  }
}

function partOf(key: string): { key: string; from: number; bytes: number } {
  const [from, bytes] = key.split('/').at(-1)!.split('-').map(Number);
  return { key, from: from!, bytes: bytes ?? 0 };
}

function nullWhereGone(error: unknown): null {
  if (error instanceof ExamusError && error.code === 'not_found') return null;
  throw error;
}
