import * as v from 'valibot';
import { browser } from '../shared/webext/browser.ts';
import { type StorageArea, storageItem } from '../shared/webext/storage-item.ts';
import { showTab } from './portal-tab.ts';

export interface QuizTab {
  /** Null when it is closed. */
  find(): Promise<number | null>;
  /** The student came from here: the quiz will open in this tab. */
  adopt(tabId: number): Promise<void>;
  /** Another exam: the tab of the one before is no longer it. */
  leave(): Promise<void>;
  /** It was adopted and the quiz is not open yet. */
  isAwaited(): Promise<boolean>;
  /** Shows it; when it is closed, opens what `findUrl` gives, which is used and not kept. */
  show(findUrl: () => Promise<string>): Promise<void>;
}

/** `area` is `storage.session`: a tab's id means nothing after the browser was started anew. */
export function createQuizTab(area: StorageArea): QuizTab {
  const item = storageItem<{ tabId: number | null; cameFrom: number | null }>({
    area,
    key: 'quiz-tab',
    version: 2,
    schema: v.object({ tabId: v.nullable(v.number()), cameFrom: v.nullable(v.number()) }),
    initial: { tabId: null, cameFrom: null },
  });

  const ifOpen = (tabId: number | null): Promise<number | null> =>
    tabId === null
      ? Promise.resolve(null)
      : browser.tabs.get(tabId).then(
          () => tabId,
          () => null,
        );

  return {
    find: async () => ifOpen((await item.get()).tabId),
    adopt: async (tabId) => void (await item.update(() => ({ tabId: null, cameFrom: tabId }))),
    leave: async () =>
      void (await item.update((value) => (value.tabId === null ? value : { ...value, tabId: null }))),
    isAwaited: async () => (await ifOpen((await item.get()).cameFrom)) !== null,
    show: async (findUrl) => {
      const { tabId, cameFrom } = await item.get();
      const open = await ifOpen(tabId);
      if (open !== null) return showTab(open);
      const url = await findUrl();
      const from = await ifOpen(cameFrom);
      if (from !== null) await browser.tabs.update(from, { url });
      const shown = from ?? (await browser.tabs.create({ url })).id ?? null;
      await item.update(() => ({ tabId: shown, cameFrom: null }));
      if (from !== null) await showTab(from);
    },
  };
}
