import type { SessionDetail } from '../../../protocol/api.ts';
import { formatDuration } from '../format.ts';
import { t } from '../texts.ts';

export const hasGivenTime = ({ stoodStillMs, extraMs }: SessionDetail): boolean =>
  stoodStillMs > 0 || extraMs > 0;

/** What was given back and added; and what the LMS's own clock, which does not stop for us, may have cost. */
export const GivenTime = ({ detail }: { detail: SessionDetail }) => (
  <>
    {detail.stoodStillMs > 0 && <p>{t('stood_still', { time: formatDuration(detail.stoodStillMs) })}</p>}
    {detail.lmsLostMs > 0 && (
      <p class="quiet fine">{t('stood_still_lms', { time: formatDuration(detail.lmsLostMs) })}</p>
    )}
    {detail.extraMs > 0 && <p>{t('time_added', { time: formatDuration(detail.extraMs) })}</p>}
  </>
);
