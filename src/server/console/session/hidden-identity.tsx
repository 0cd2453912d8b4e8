import { Eye } from 'lucide';
import { useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { Button } from '../../../ui/button.tsx';
import { complain } from '../announce.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import type { SessionStore } from './session-store.ts';

/** In a blind review: name and photos come only when asked for, and that is recorded. */
export function HiddenIdentity({ detail, store }: { detail: SessionDetail; store: SessionStore }) {
  const [isBusy, setBusy] = useState(false);
  const show = () => {
    setBusy(true);
    call('showIdentity', { params: { sessionId: detail.id } })
      .then(store.reload, complain)
      .finally(() => setBusy(false));
  };
  return (
    <>
      <p class="quiet fine">{t('blind_hint')}</p>
      <Button icon={Eye} busy={isBusy} onClick={show}>
        {t('blind_show')}
      </Button>
    </>
  );
}
