import * as v from 'valibot';
import { detectionView } from '../../protocol/detection-settings.ts';
import { examSettings } from '../../protocol/exam-settings.ts';
import type { Warning } from '../../protocol/warnings.ts';
import type { DetectionPlan } from './detector.ts';
import { monitor, type MonitorOptions } from './monitor.ts';

/** What detection is told of an exam with these settings. */
export function planOf(settings: v.InferInput<typeof examSettings> = {}): DetectionPlan {
  const { rules, visibleWarnings, allowMultipleDisplays, softChecks, ...rest } = v.parse(
    examSettings,
    settings,
  );
  const detection = v.parse(detectionView, rest);
  return { rules, visibleWarnings, allowMultipleDisplays, softChecks, detection };
}

/** What is warned of in an exam with these settings, as it comes. */
export function collectWarnings(
  settings: Parameters<typeof planOf>[0],
  watched: Pick<MonitorOptions, 'sources' | 'now'> & { signal?: AbortSignal },
): Warning[] {
  const warnings: Warning[] = [];
  monitor({
    plan: planOf(settings),
    onWarning: (warning) => warnings.push(warning),
    onAdvice: () => undefined,
    signal: new AbortController().signal,
    ...watched,
  });
  return warnings;
}
