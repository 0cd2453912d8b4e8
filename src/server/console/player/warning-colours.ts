import { isTechnical, type WarningType } from '../../../protocol/warnings.ts';

/** Four families are told apart by colour at a glance; the words beside a mark tell the rest. */
const families: Partial<Record<WarningType, 'person' | 'sound' | 'window'>> = {
  extra_user_in_frame: 'person',
  substitution_user: 'person',
  no_user_in_frame: 'person',
  avert_eyes: 'person',
  nonverbal: 'person',
  voice_detected: 'sound',
  talk: 'sound',
};

export const warningClass = (type: WarningType): string =>
  `warning-${isTechnical(type) ? 'technical' : (families[type] ?? 'window')}`;
