import { signal } from '@preact/signals';
import type { ExamListItem } from '../../../protocol/views.ts';
import { ask } from '../state/server.ts';

export const exams = signal<ExamListItem[] | null>(null);
export const listError = signal<unknown>(null);
/** Server time = Date.now() + this. */
export const clockOffsetMs = signal(0);

const REFRESH_MS = 15_000;

/** Keeps the list fresh until `stop` aborts: every few seconds, when the student comes back, when an exam opens. */
export function keepListFresh(stop: AbortSignal): void {
  void refreshList();
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void refreshList();
  }, REFRESH_MS);
  let opening: ReturnType<typeof setTimeout> | undefined;
  const unwatch = exams.subscribe((list) => {
    clearTimeout(opening);
    const waitMs = nextOpening(list ?? [], Date.now() + clockOffsetMs.value);
    if (waitMs !== null && waitMs < 24 * 3600_000)
      opening = setTimeout(() => void refreshList(), waitMs + 500);
  });
  window.addEventListener('focus', () => void refreshList(), { signal: stop });
  stop.addEventListener('abort', () => {
    clearInterval(timer);
    clearTimeout(opening);
    unwatch();
  });
}

export function forgetList(): void {
  exams.value = null;
  listError.value = null;
}

export async function refreshList(): Promise<void> {
  try {
    const reply = await ask('listExams', {});
    clockOffsetMs.value = reply.now - Date.now();
    exams.value = reply.exams;
    listError.value = null;
  } catch (error) {
    listError.value = error;
  }
}

/** Milliseconds until the next exam opens; null when none will. */
export function nextOpening(list: readonly ExamListItem[], now: number): number | null {
  const times = list.flatMap(({ state, opensAt }) =>
    state === 'upcoming' && opensAt !== null && opensAt > now ? [opensAt - now] : [],
  );
  return times.length === 0 ? null : Math.min(...times);
}
