import type { SessionView } from '../../protocol/views.ts';
import { isAllowedBy, type Warning } from '../../protocol/warnings.ts';
import { Debounce, type Stretch } from './debounce.ts';
import type { Detector, Sources } from './detector.ts';
import { extraUser } from './extra-user.ts';
import { noUser } from './no-user.ts';
import { windowChange } from './window-change.ts';

export const detectors: readonly Detector[] = [noUser, extraUser, windowChange];

export interface MonitorOptions {
  session: Pick<SessionView, 'rules' | 'detection'>;
  sources: Sources;
  now: () => number;
  /** Told when a warning begins, and again with the same id when it ends. */
  onWarning: (warning: Warning) => void;
  signal: AbortSignal;
}

/** Runs the detectors whose warnings the exam's rules do not allow, until aborted; what lasts then ends then. */
export function monitor({ session, sources, now, onWarning, signal }: MonitorOptions): void {
  for (const detector of detectors) {
    if (isAllowedBy(detector.type, session.rules)) continue;
    const debounce = new Debounce(detector.debounce(session.detection));
    let id = crypto.randomUUID() as Warning['id'];
    let reason = '';
    const tell = (stretch: Stretch | null) => {
      if (!stretch) return;
      const { startAt, confidence } = stretch;
      const endAt = stretch.type === 'ended' ? stretch.endAt : null;
      const { type, source } = detector;
      onWarning({ id, type, startAt, endAt, source, confidence, reason });
      if (stretch.type === 'ended') id = crypto.randomUUID() as Warning['id'];
    };
    detector.watch(
      sources,
      (seen) => {
        if (seen.isActive === null) return tell(debounce.stop(seen.at));
        // What was seen while it lasted, not what ended it.
        if (seen.isActive) reason = seen.reason;
        tell(debounce.observe(seen));
      },
      signal,
    );
    signal.addEventListener('abort', () => tell(debounce.stop(now())), { once: true });
  }
}
