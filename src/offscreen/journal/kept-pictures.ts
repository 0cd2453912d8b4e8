import type { MessageId } from '../../protocol/ids.ts';
import { sealPlace } from '../../protocol/seal.ts';
import { sha256Hex } from '../../shared/hash.ts';
import type { Sealer } from '../../shared/seal-record.ts';
import { pictureName, type PictureFacts } from './database.ts';
import type { JournalDisk } from './journal-disk.ts';

export interface KeptPicture extends PictureFacts {
  /** As they were chosen, or the sealed record of them. */
  bytes: Uint8Array<ArrayBuffer>;
  isSealed: boolean;
}

export interface KeptPicturesOptions {
  sessionId: string;
  disk: JournalDisk;
  sealer: Sealer;
  /** What an earlier start left. */
  left: readonly PictureFacts[];
  onChange: () => void;
}

/**
 * The student's pictures in the chat that the server does not have yet: on the disk before they are sent, sealed like
 * everything else there.
 */
export class KeptPictures {
  readonly #options: KeptPicturesOptions;
  readonly #waiting: Map<MessageId, PictureFacts>;
  /** Those of this start, which need not be opened again. */
  readonly #fresh = new Map<MessageId, Uint8Array<ArrayBuffer>>();

  constructor(options: KeptPicturesOptions) {
    this.#options = options;
    this.#waiting = new Map(options.left.map((facts) => [facts.id, facts]));
  }

  /** Oldest first. */
  get waiting(): PictureFacts[] {
    return [...this.#waiting.values()].sort((a, b) => a.at - b.at);
  }
  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Resolves when it is on disk, or in memory where it does not fit. */
  async keep(id: MessageId, bytes: Uint8Array<ArrayBuffer>, at: number): Promise<void> {
    const { sessionId, disk, sealer } = this.#options;
    const picture = { id, at, sha256: await sha256Hex(bytes) };
    this.#waiting.set(id, picture);
    this.#fresh.set(id, bytes);
    const name = pictureName(id);
    const sealed = (await sealer.seal(bytes, sealPlace.picture(sessionId, id))).buffer;
    await disk.write([{ store: 'bytes', key: name, row: { sessionId, name, sealed, picture } }]);
  }

  /** Null when it is not here, or lost. */
  async read(id: MessageId): Promise<KeptPicture | null> {
    const facts = this.#waiting.get(id);
    if (!facts) return null;
    const fresh = this.#fresh.get(id);
    if (fresh) return { ...facts, bytes: fresh, isSealed: false };
    const row = await this.#options.disk.bytesOf(pictureName(id));
    return row && { ...facts, bytes: new Uint8Array(row.sealed), isSealed: true };
  }

  /** The server has it, or will never take it. */
  async forget(id: MessageId): Promise<void> {
    this.#waiting.delete(id);
    this.#fresh.delete(id);
    await this.#options.disk.write([{ store: 'bytes', key: pictureName(id), row: null }]);
    this.#options.onChange();
  }
}
