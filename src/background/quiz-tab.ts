import * as v from 'valibot';
import { browser } from '../shared/webext/browser.ts';
import { type StorageArea, storageItem } from '../shared/webext/storage-item.ts';
import { showTab } from './portal-tab.ts';

export interface QuizTab {
  /** Null when it is closed. */
  find(): Promise<number | null>;
  /** Shows it, opening `url` when it is closed. */
  show(url: string): Promise<void>;
}

/** `area` is `storage.session`: a tab's id means nothing after the browser was started anew. */
export function createQuizTab(area: StorageArea): QuizTab {
  const item = storageItem<{ tabId: number | null }>({
    area,
    key: 'quiz-tab',
    version: 1,
    schema: v.object({ tabId: v.nullable(v.number()) }),
    initial: { tabId: null },
  });

  async function find(): Promise<number | null> {
    const { tabId } = await item.get();
    if (tabId === null) return null;
    return browser.tabs.get(tabId).then(
      () => tabId,
      () => null,
    );
  }

  return {
    find,
    show: async (url) => {
      const open = await find();
      if (open !== null) return showTab(open);
      const { id } = await browser.tabs.create({ url });
      await item.update(() => ({ tabId: id ?? null }));
    },
  };
}
