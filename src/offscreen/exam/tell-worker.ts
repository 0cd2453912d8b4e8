import type { ExamNews } from '../../protocol/calls.ts';
import { call } from '../../shared/webext/bus.ts';
import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';

const TRIES_AT_THE_END = 10;

/**
 * Tells the worker what became of the session. The worker may be starting or gone: news can wait until it asks, but the
 * end must reach it, since it gives the LMS permission back then.
 */
export async function tellWorker(news: ExamNews, signal: AbortSignal): Promise<void> {
  const tries = news.drained ? TRIES_AT_THE_END : 1;
  for (let failures = 0; failures < tries && !signal.aborted; failures++) {
    try {
      return await call('background', 'exam/changed', news);
    } catch {
      if (failures + 1 < tries) await new Bell().heard(signal, backoffMs(failures));
    }
  }
}
