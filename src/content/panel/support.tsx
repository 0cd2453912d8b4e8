import type { Support as SupportFacts } from '../../protocol/views.ts';
import type { PanelTexts } from '../texts.ts';

export const Support = ({ support, t }: { support: SupportFacts; t: PanelTexts }) => (
  <span class="support">
    <a href={`mailto:${support.email}`}>{support.email}</a>
    {support.hours && <span> {t('hours', { hours: support.hours, zone: support.timeZone })}</span>}
  </span>
);
