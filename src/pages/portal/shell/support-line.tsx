import { supportHours } from '../../../ui/support-hours.ts';
import { support } from '../state/account.ts';
import { t } from '../texts.ts';

/** Who helps and when, in the institution's time and in the student's. */
export function SupportLine() {
  if (!support.value) return null;
  const { email } = support.value;
  return (
    <p class="support-line">
      {t('support')}: <a href={`mailto:${email}`}>{email}</a>,{' '}
      {supportHours(support.value, t('support_yours'))}
    </p>
  );
}
