import type { PanelTexts } from '../texts.ts';

export const Unread = ({ count, t }: { count: number; t: PanelTexts }) => (
  <span class="unread" role="status">
    {count > 0 && (
      <>
        <span class="unread-count" aria-hidden="true">
          {count > 9 ? '9+' : count}
        </span>
        <span class="visually-hidden">{t('unread', { count })}</span>
      </>
    )}
  </span>
);
