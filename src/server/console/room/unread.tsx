import { t } from '../texts.ts';

/** How many words of the student nobody has read. */
export const Unread = ({ count }: { count: number }) =>
  count > 0 ? (
    <span class="unread" role="img" aria-label={t('unread', { count })}>
      {count}
    </span>
  ) : null;
