/** Bytes that the database only names: pieces of recordings, identity photos. */
export interface BlobStore {
  /**
   * Resolves when the bytes would survive a power cut. Putting again replaces. Rejects with `storage_full`.
   * Keys are `/`-separated names of letters, digits, `.`, `_`, `-`, e.g. `sessions/ID/camera/0/12`.
   */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Rejects with `not_found`. */
  get(key: string): Promise<Uint8Array>;
  /** Null where there is nothing. */
  stat(key: string): Promise<{ bytes: number } | null>;
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>;
  /** Names of the groups right under a prefix: `sessions` gives the ids. */
  groups(prefix: string): Promise<string[]>;
  /** Keys of everything under a prefix, in any order. */
  list(prefix: string): Promise<string[]>;
  /** Deletes what puts that never ended left under a prefix, if it is older than `before` (milliseconds since 1970). */
  deleteUnfinished(prefix: string, before: number): Promise<void>;
}

/** No `..`, no empty or hidden names: a key can never lead out of the store. */
export function assertBlobKey(key: string): void {
  const isSafe =
    key.length <= 500 && key.split('/').every((name) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name));
  if (!isSafe) throw new TypeError(`not a blob key: ${JSON.stringify(key)}`);
}
