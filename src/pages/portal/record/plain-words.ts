import type { OwnRecord } from '../../../protocol/api/review.ts';
import { isTechnical } from '../../../protocol/warnings.ts';
import { whyKey } from '../../../shared/why-texts.ts';
import { t } from '../texts.ts';

type OwnWarning = OwnRecord['warnings'][number];

/** Where a warning stands for the student. */
export function standingOf({
  type,
  judgement,
  source,
}: Pick<OwnWarning, 'type' | 'judgement' | 'source'>): 'technical' | 'confirmed' | 'dismissed' | 'open' {
  if (isTechnical(type)) return 'technical';
  return judgement ?? (source === 'human' ? 'confirmed' : 'open');
}

/** What was seen, in words; a machine's own words where there are none. A person's words stay as they are. */
export function whyText({ type, reason, source }: Pick<OwnWarning, 'type' | 'reason' | 'source'>): string {
  if (source === 'human') return [t('why_person'), reason].filter(Boolean).join(': ');
  const key = whyKey(type);
  return key === null ? reason : t(key);
}
