import * as v from 'valibot';
import { type StorageArea, storageItem } from '../shared/webext/storage-item.ts';
import type { OffscreenHost } from './offscreen-host.ts';

const name = 'leftovers';
/** How often it is looked whether the document that sends still lives. */
const LOOK_MINUTES = 2;

export interface Leftovers {
  /** Offscreen tells which earlier sessions still have something to send. */
  changed(sessionIds: readonly string[]): Promise<void>;
  /** Brings the document that sends them back, wherever it was lost. */
  settle(): Promise<void>;
  isAny(): Promise<boolean>;
}

export interface LeftoverParts {
  /** `storage.local`: they outlive the browser. */
  area: StorageArea;
  offscreen: Pick<OffscreenHost, 'ensure'>;
  /** Rings `isLeftoverAlarm` every so often, or no more. */
  remind: (on: boolean) => Promise<void>;
  /** All is sent: what nobody needs any more may end. */
  onDone: () => Promise<void>;
}

/**
 * The worker cannot send, but it lives again at every start of the browser: it remembers that there is something to
 * send, and keeps alive who sends it (journey, rule 16).
 */
export function createLeftovers({ area, offscreen, remind, onDone }: LeftoverParts): Leftovers {
  const item = storageItem<{ sessionIds: readonly string[] }>({
    area,
    key: name,
    version: 1,
    schema: v.object({ sessionIds: v.array(v.string()) }),
    initial: { sessionIds: [] },
  });
  const isAny = async () => (await item.get()).sessionIds.length > 0;
  return {
    isAny,
    changed: async (sessionIds) => {
      const had = await isAny();
      await item.update(() => ({ sessionIds: [...sessionIds] }));
      await remind(sessionIds.length > 0);
      if (had && sessionIds.length === 0) await onDone();
    },
    settle: async () => {
      if (!(await isAny())) return;
      await remind(true);
      // Looks by itself for what is to be sent.
      await offscreen.ensure();
    },
  };
}

export async function remindOfLeftovers(on: boolean): Promise<void> {
  if (!on) await chrome.alarms.clear(name);
  else if (!(await chrome.alarms.get(name))) {
    await chrome.alarms.create(name, { periodInMinutes: LOOK_MINUTES });
  }
}

export const isLeftoverAlarm = (alarm: chrome.alarms.Alarm): boolean => alarm.name === name;
