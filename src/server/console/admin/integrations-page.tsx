import { useEffect, useState } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import type { AdminIntegration, ConnectionCheck } from '../../../protocol/api/admin/integrations.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { formatDateTime } from '../format.ts';
import { call } from '../server.ts';
import { language } from '../texts.ts';
import { sumOf, unsettled } from '../unsettled.ts';
import { useAct } from './act.ts';
import { IntegrationSettings } from './integration-settings.tsx';
import { Loaded } from './loaded.tsx';
import { Once } from './once.tsx';
import { t } from './texts.ts';
import { UnsettledPart } from './unsettled-part.tsx';
import { useLoad } from './use-load.ts';

export function IntegrationsPage() {
  const { load, reload } = useLoad((signal) => call('adminIntegrations', {}, { signal }));
  const [name, setName] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const { isBusy, act } = useAct();
  useEffect(() => {
    if (load.state === 'ready') unsettled.value = sumOf(load.value.integrations);
  }, [load]);
  return (
    <>
      <h1>{t('section_integrations')}</h1>
      <form
        class="admin-row"
        onSubmit={(event) => {
          event.preventDefault();
          void act(async () => {
            setSecret((await call('createIntegration', { body: { name } })).secret);
            reload();
          });
        }}
      >
        <Field
          label={t('integration_name')}
          required
          pattern="[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}"
          value={name}
          onInput={(e) => setName(e.currentTarget.value)}
        />
        <Button look="primary" type="submit" busy={isBusy}>
          {t('create')}
        </Button>
      </form>
      <Loaded load={load} onRetry={reload}>
        {({ integrations }) =>
          integrations.length === 0 ? (
            <p class="empty">{t('integrations_none')}</p>
          ) : (
            integrations.map((each) => (
              <Integration key={each.id} integration={each} onSecret={setSecret} onDone={reload} />
            ))
          )
        }
      </Loaded>
      {secret !== null && <Once title={t('secret')} text={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

interface Props {
  integration: AdminIntegration;
  onSecret: (secret: string) => void;
  onDone: () => void;
}
function Integration({ integration, onSecret, onDone }: Props) {
  const params = { integrationId: integration.id };
  const [checks, setChecks] = useState<Reply<'testIntegration'>['checks'] | null>(null);
  const { isBusy, act } = useAct();
  const { plugin } = integration;
  const rotate = (overlapHours: number) =>
    void act(async () => {
      onSecret((await call('rotateSecret', { params, body: { overlapHours } })).secret);
      onDone();
    });
  const when = (fact: AdminIntegration['lastStart']) =>
    fact === null ? '—' : `${formatDateTime(fact.at, language.value)} ${fact.ok ? '' : fact.detail}`;
  return (
    <section class="panel">
      <h2>{integration.name}</h2>
      <dl class="admin-facts">
        <dt>Examus URL</dt>
        <dd>
          <code>{plugin.examusUrl}</code>
        </dd>
        <dt>Integration Name</dt>
        <dd>
          <code>{plugin.integrationName}</code>
        </dd>
        <dt>Account Name</dt>
        <dd>
          <code>{plugin.accountName}</code>
        </dd>
        <dt>{t('last_start')}</dt>
        <dd>{when(integration.lastStart)}</dd>
        <dt>{t('last_finish')}</dt>
        <dd>{when(integration.lastFinish)}</dd>
        <dt>{t('last_webhook')}</dt>
        <dd>{when(integration.lastWebhook)}</dd>
      </dl>
      <div class="admin-row">
        <Button
          busy={isBusy}
          onClick={() => void act(async () => setChecks((await call('testIntegration', { params })).checks))}
        >
          {t('test_connection')}
        </Button>
        <Button onClick={() => rotate(24)}>{t('rotate')}</Button>
        <Button onClick={() => rotate(0)}>{t('rotate_leaked')}</Button>
        <Button
          onClick={() =>
            void act(async () => {
              await call('putIntegration', {
                params,
                body: { ...integration, enabled: !integration.enabled },
              });
              onDone();
            }, t('saved'))
          }
        >
          {t(integration.enabled ? 'switch_off' : 'switch_on')}
        </Button>
      </div>
      <IntegrationSettings integration={integration} onDone={onDone} />
      <div role="status">
        {checks?.map((one) => (
          <Notice key={one.check} kind={one.state === 'unknown' ? 'info' : one.state}>
            {connectionText(one)}
          </Notice>
        ))}
        {checks && <Notice kind="info">{t('blocked_hosts')}</Notice>}
      </div>
      {integration.unsettled > 0 && <UnsettledPart id={integration.id} onDone={onDone} />}
    </section>
  );
}

function connectionText({ check, state, detail }: ConnectionCheck): string {
  if (state === 'unknown' && (check === 'certificate' || check === 'clock'))
    return t(`connection_${check}_unknown`);
  // A date where all is well, what is wrong in words otherwise.
  if (check === 'certificate' && state !== 'bad')
    return t('connection_certificate_until', { detail: formatDateTime(Date.parse(detail), language.value) });
  return t(`connection_${check}`, { detail });
}
