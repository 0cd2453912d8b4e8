/**
 * What one page knows and the next one tells: the attempt is under way in this tab, or was just handed in. It stands in
 * the page's own store, as proof of nothing: what an LMS page says of itself never is.
 */
const UNDER_WAY = 'examus.under-way';
const HANDED_IN = 'examus.handed-in';

export const noteUnderWay = (): void => put(UNDER_WAY);
/** True once per attempt that was seen under way in this tab. */
export const takeUnderWay = (): boolean => take(UNDER_WAY);

export const noteHandedIn = (): void => put(HANDED_IN);
export const takeHandedIn = (): boolean => take(HANDED_IN);

/** Where the page may keep nothing (a frame of another site, with such storage blocked): for as long as it lives. */
const here = new Set<string>();

function put(key: string): void {
  try {
    sessionStorage.setItem(key, '1');
  } catch {
    here.add(key);
  }
}

function take(key: string): boolean {
  try {
    const was = sessionStorage.getItem(key) !== null;
    sessionStorage.removeItem(key);
    return was;
  } catch {
    return here.delete(key);
  }
}

/**
 * Notes a hand-in when the page is left by a request that `isHandIn`. Told of `form.submit()` too, which no `submit`
 * event tells and Moodle uses at time-up and after its dialog.
 */
export function noteHandIn(isHandIn: (event: NavigateEvent) => boolean, signal: AbortSignal): void {
  let isLeaving = false;
  navigation.addEventListener('navigate', (event) => (isLeaving = isHandIn(event)), { signal });
  addEventListener('pagehide', () => isLeaving && noteHandedIn(), { signal });
}
