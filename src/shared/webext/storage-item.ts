import * as v from 'valibot';

/** The part of `storage.local` or `storage.session` that an item needs. */
export interface StorageArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** One validated record under one key. Only its owner makes it: two writers would each overwrite the other. */
export interface StorageItem<T> {
  get(): Promise<T>;
  /** Changes run one after another, each on what the one before left; the same object back writes nothing. */
  update(change: (value: T) => T): Promise<T>;
}

interface ItemOptions<T> {
  area: StorageArea;
  key: string;
  /** Raised when the shape changes. What another version wrote is not guessed at: it becomes `initial`. */
  version: number;
  schema: v.GenericSchema<unknown, T>;
  initial: T;
}

export function storageItem<T>({ area, key, version, schema, initial }: ItemOptions<T>): StorageItem<T> {
  const envelope = v.object({ version: v.literal(version), value: schema });
  let last: Promise<unknown> = Promise.resolve();

  async function get(): Promise<T> {
    const parsed = v.safeParse(envelope, (await area.get(key))[key]);
    return parsed.success ? (parsed.output.value as T) : initial;
  }

  async function write(change: (value: T) => T): Promise<T> {
    const before = await get();
    const after = change(before);
    if (after === before) return before;
    // A record that could not be read back would be lost whole: better refuse the change.
    await area.set({ [key]: v.parse(envelope, { version, value: after }) });
    return after;
  }

  return {
    get: async () => {
      await last.catch(() => undefined);
      return get();
    },
    update: (change) => {
      const done = last.catch(() => undefined).then(() => write(change));
      last = done;
      return done;
    },
  };
}
