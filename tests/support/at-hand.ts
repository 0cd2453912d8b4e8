import type { Browser } from 'puppeteer';

/**
 * What runs in this process now and would be asked after a failure: each registers where it starts and leaves where it
 * is ended, so that no test has to name what it opened.
 */
export interface AtHand<T> {
  /** Name (`student`, `student-2`) → thing. */
  all: () => [name: string, thing: T][];
  /** @returns takes it out again */
  add: (name: string, thing: T) => () => void;
}

function atHand<T>(): AtHand<T> {
  const things = new Map<string, T>();
  return {
    all: () => [...things],
    add: (wanted, thing) => {
      let name = wanted;
      for (let n = 2; things.has(name); n++) name = `${wanted}-${n}`;
      things.set(name, thing);
      return () => void things.delete(name);
    },
  };
}

export const browsersAtHand = atHand<{
  log: { texts: () => Record<string, string> };
  browser: Browser;
}>();
export const serversAtHand = atHand<{ log: () => string }>();

let leaving: (() => Promise<void>) | null = null;
/** Called before a browser is closed, while it can still be looked at. */
export const onLeaving = (look: () => Promise<void>): void => void (leaving = look);
export const isLeaving = async (): Promise<void> => leaving?.();
