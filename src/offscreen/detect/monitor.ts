import type { Advice } from '../../protocol/view-port.ts';
import type { Warning, WarningType } from '../../protocol/warnings.ts';
import { Debounce, type Stretch } from './debounce.ts';
import type { Adviser, DetectionPlan, Detector } from './detector.ts';
import { advisers, detectors } from './detectors.ts';
import { isLookedFor } from './looked-for.ts';
import type { Sources } from './sources.ts';

export interface MonitorOptions {
  plan: DetectionPlan;
  sources: Sources;
  now: () => number;
  /** Told when a warning begins, and again with the same id when it ends. */
  onWarning: (warning: Warning) => void;
  /** What the student should be told now, since when; null = no longer. */
  onAdvice: (advice: Advice, since: number | null) => void;
  signal: AbortSignal;
}

/** Runs what the exam's rules and settings leave on, until aborted; what lasts then ends then. */
export function monitor(options: MonitorOptions): void {
  for (const detector of detectors) {
    if (isLookedFor(detector.type, options.plan)) runDetector(detector, options);
  }
  for (const adviser of advisers) {
    const { helpsWith } = adviser;
    if (isLookedFor(helpsWith, options.plan) && isShown(helpsWith, options.plan)) {
      runAdviser(adviser, options);
    }
  }
}

/** What the student is not to see is not to be read between the lines either. */
const isShown = (type: WarningType, { visibleWarnings }: DetectionPlan): boolean =>
  (visibleWarnings as Partial<Record<WarningType, boolean>>)[type] !== false;

function runDetector(detector: Detector, options: MonitorOptions): void {
  const { type, source } = detector;
  const advice = isShown(type, options.plan) ? detector.advice : null;
  let id = crypto.randomUUID() as Warning['id'];
  run(detector, options, (stretch, reason) => {
    if (advice) options.onAdvice(advice, isLasting(stretch) ? stretch.startAt : null);
    if (stretch.type === 'nearing' || stretch.type === 'passed') return;
    const { startAt, confidence } = stretch;
    const endAt = stretch.type === 'ended' ? stretch.endAt : null;
    options.onWarning({ id, type, startAt, endAt, source, confidence, reason });
    if (stretch.type === 'ended') id = crypto.randomUUID() as Warning['id'];
  });
}

function runAdviser(adviser: Adviser, options: MonitorOptions): void {
  run(adviser, options, (stretch) => {
    if (stretch.type === 'began') options.onAdvice(adviser.advice, stretch.startAt);
    if (stretch.type === 'ended') options.onAdvice(adviser.advice, null);
  });
}

const isLasting = ({ type }: Stretch): boolean => type === 'nearing' || type === 'began';

function run(
  { isNeeded, debounce: optionsFor, watch }: Pick<Detector, 'isNeeded' | 'debounce' | 'watch'>,
  { plan, sources, now, signal }: MonitorOptions,
  tell: (stretch: Stretch, reason: string) => void,
): void {
  if (isNeeded?.(plan) === false) return;
  const debounce = new Debounce(optionsFor(plan.detection));
  let reason = '';
  const pass = (stretch: Stretch | null) => void (stretch && tell(stretch, reason));
  watch(
    sources,
    (seen) => {
      if (seen.isActive === null) return pass(debounce.stop(seen.at));
      // What was seen while it lasted, not what ended it.
      if (seen.isActive) reason = seen.reason;
      pass(debounce.observe(seen));
    },
    signal,
    plan,
  );
  signal.addEventListener('abort', () => pass(debounce.stop(now())), { once: true });
}
