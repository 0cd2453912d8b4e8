import { useSignal } from '@preact/signals';
import { ShieldCheck } from 'lucide';
import { api } from '../../../shared/api-client.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { useAction } from '../shell/use-action.ts';
import { account, pairServer } from '../state/account.ts';
import { t } from '../texts.ts';
import { askedServer, forgetAskedServer } from './asked-server.ts';
import { parseServerLink } from '../../../shared/server-origin.ts';

/** J1: which exam server? From a link, or proposed by a click on the icon; an unknown one is named and asked for. */
export function PairPage() {
  const origin = useSignal<string | null>(askedServer.value);
  return origin.value ? (
    <ConfirmServer origin={origin.value} onBack={() => (origin.value = null)} />
  ) : (
    <AskLink onFound={(found) => (origin.value = found)} />
  );
}

function AskLink({ onFound }: { onFound: (origin: string) => void }) {
  const text = useSignal('');
  const error = useSignal<string | undefined>(undefined);
  const submit = (event: Event) => {
    event.preventDefault();
    const origin = parseServerLink(text.value);
    error.value = origin ? undefined : t('pair_wrong');
    if (origin) onFound(origin);
  };
  return (
    <Page title={t('pair_title')} lead={t('pair_lead')}>
      <Card>
        <form class="stack" onSubmit={submit} noValidate>
          <Field
            label={t('pair_label')}
            hint={t('pair_hint')}
            error={error.value}
            type="url"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            placeholder="https://…/?serverOrigin=https://…"
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
          <div class="row">
            <Button type="submit" look="primary">
              {t('continue')}
            </Button>
          </div>
        </form>
      </Card>
    </Page>
  );
}

function ConfirmServer({ origin, onBack }: { origin: string; onBack: () => void }) {
  const pairing = useAction(async () => {
    // Nothing is trusted before the server answered as an exam server.
    await api({ origin }, 'serverInfo', {});
    await pairServer(origin);
    forgetAskedServer();
  });
  const goBack = () => {
    forgetAskedServer();
    if (!account.value?.origin) onBack();
  };
  return (
    <Page title={t('pair_confirm_title')} lead={t('pair_confirm_lead')}>
      <Card isCurrent>
        <div class="stack">
          <p class="server-name">
            <Icon node={ShieldCheck} /> {new URL(origin).host}
          </p>
          <p>
            {account.value?.origin
              ? t('pair_replaces', { old: new URL(account.value.origin).host })
              : t('pair_confirm_text')}
          </p>
          {pairing.error.value !== null && <Failure error={pairing.error.value} />}
          <div class="row">
            <Button look="primary" busy={pairing.isBusy.value} onClick={() => void pairing.run()}>
              {t('pair_confirm')}
            </Button>
            <Button onClick={goBack}>{t('cancel')}</Button>
          </div>
        </div>
      </Card>
    </Page>
  );
}
