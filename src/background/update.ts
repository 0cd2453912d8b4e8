import * as v from 'valibot';
import { type StorageArea, storageItem } from '../shared/webext/storage-item.ts';

export interface Updates {
  /** Chrome has a new version. */
  onAvailable(): Promise<void>;
  /** Something ended that a waiting version may have waited for. */
  applyWhenFree(): Promise<void>;
}

export interface UpdateParts {
  /** `storage.session`: at its next start Chrome takes the new version by itself. */
  area: StorageArea;
  /** Nothing would be lost if the extension stopped now. */
  isIdle: () => Promise<boolean>;
  countOpenPages: () => Promise<number>;
  reload: () => void;
}

/**
 * A new version ends every page of the old one. So it waits until there is neither an exam nor an open page of ours, and
 * is taken then: of Chrome's own it would wait for the next start of the browser, which may be weeks away.
 */
export function createUpdates({ area, isIdle, countOpenPages, reload }: UpdateParts): Updates {
  const item = storageItem<{ isWaiting: boolean }>({
    area,
    key: 'update',
    version: 1,
    schema: v.object({ isWaiting: v.boolean() }),
    initial: { isWaiting: false },
  });
  async function applyWhenFree(): Promise<void> {
    if (!(await item.get()).isWaiting) return;
    if ((await countOpenPages()) === 0 && (await isIdle())) reload();
  }
  return {
    applyWhenFree,
    onAvailable: async () => {
      await item.update(() => ({ isWaiting: true }));
      await applyWhenFree();
    },
  };
}
