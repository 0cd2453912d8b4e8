import { isAllowedBy, type WarningType } from '../../protocol/warnings.ts';
import type { DetectionPlan } from './detector.ts';

/** Neither allowed by the rules nor switched off, for the exam or for this person. */
export const isLookedFor = (type: WarningType, { rules, detection }: DetectionPlan): boolean =>
  !isAllowedBy(type, rules) && !detection.disabledDetectors.includes(type);

/** A camera at the side says nothing of where the student looks. */
export const isGazeLookedFor = (plan: DetectionPlan): boolean =>
  plan.detection.webCameraMainView !== 'side' && isLookedFor('avert_eyes', plan);
