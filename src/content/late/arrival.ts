import type { Language } from '../../protocol/language.ts';
import { lendKit } from './kit.ts';
import type { LateBundle, LateTable } from './parts.ts';

/** The second script and its words leave these in the world all scripts of the extension share, and say so. */
interface World {
  examusLate?: LateBundle;
  examusLateWords?: { language: Language; table: LateTable };
  examusLateCame?: () => void;
}
const world = globalThis as World;

/** What came, once both came. */
export interface Late extends LateBundle {
  language: Language;
  table: LateTable;
}

let late: Late | null = null;
const waiting = new Set<(late: Late) => void>();

export const lateNow = (): Late | null => late;

/** Calls `take` with what came, now or later, and again when its words come in another language. */
export function followLate(take: (late: Late) => void): () => void {
  waiting.add(take);
  if (late) take(late);
  return () => void waiting.delete(take);
}

/** Gets ready for the second script. One of an older build that stands here was lent another Preact. */
export function awaitLate(): void {
  delete world.examusLate;
  lendKit();
  world.examusLateCame = () => {
    const { examusLate: bundle, examusLateWords: words } = world;
    if (!bundle || !words) return;
    late = { ...bundle, ...words };
    for (const take of waiting) take(late);
  };
}

/** Between tries: the worker may be starting, or the page just been given to another document. */
const WAITS_MS = [1000, 3000, 10_000, 30_000];

/** Asks for the second script when the page has nothing better to do, until it is there. Without it the panel works on. */
export function askForLate(bring: () => Promise<void>, signal: AbortSignal): void {
  let tries = 0;
  const ask = () => {
    if (late || signal.aborted) return;
    bring()
      .catch(() => undefined)
      .finally(() => {
        if (!late && tries < WAITS_MS.length) setTimeout(ask, WAITS_MS[tries++]);
      });
  };
  requestIdleCallback(ask, { timeout: 2000 });
}
