import type { ReviewedWarning } from '../../../protocol/review.ts';
import { whyKey } from '../../../shared/why-texts.ts';
import { t } from '../texts.ts';

/** What was seen: a person's own words, of a machine those that the student reads too. */
export function seenWords({ source, type, reason }: ReviewedWarning): string {
  const key = source === 'human' ? null : whyKey(type);
  return key === null ? reason : t(key);
}
