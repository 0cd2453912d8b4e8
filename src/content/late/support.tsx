import { supportHours } from '../../ui/support-hours.ts';
import type { PartComponent } from './parts.ts';

/** Who helps and when, in the institution's time and in the student's. */
export const Support: PartComponent<'support'> = ({ support, t }) => (
  <span class="support">
    <a href={`mailto:${support.email}`}>{support.email}</a>
    {support.hours && <span> {supportHours(support, t('support_yours'))}</span>}
  </span>
);
