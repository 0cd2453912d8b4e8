import * as v from 'valibot';
import { detectionView } from '../../protocol/detection-settings.ts';
import { examSettings } from '../../protocol/exam-settings.ts';
import type { DetectionPlan } from './detector.ts';

/** What detection is told of an exam with these settings. */
export function planOf(settings: v.InferInput<typeof examSettings> = {}): DetectionPlan {
  const { rules, visibleWarnings, allowMultipleDisplays, softChecks, ...rest } = v.parse(
    examSettings,
    settings,
  );
  const detection = v.parse(detectionView, rest);
  return { rules, visibleWarnings, allowMultipleDisplays, softChecks, detection };
}
