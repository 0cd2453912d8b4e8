import * as v from 'valibot';
import { detectionView } from '../../protocol/detection-settings.ts';
import { examSettings } from '../../protocol/exam-settings.ts';
import type { DetectionPlan } from './detector.ts';

/** What detection is told of an exam with these settings. */
export function planOf(settings: v.InferInput<typeof examSettings> = {}): DetectionPlan {
  const { rules, visibleWarnings, allowMultipleDisplays, ...rest } = v.parse(examSettings, settings);
  return { rules, visibleWarnings, allowMultipleDisplays, detection: v.parse(detectionView, rest) };
}
