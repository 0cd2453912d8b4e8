import { useState } from 'preact/hooks';
import { type AdminIntegration, integrationValues } from '../../../protocol/api/admin/integrations.ts';
import * as v from 'valibot';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { call } from '../server.ts';
import { useAct } from './act.ts';
import { linesOf } from './lines-of.ts';
import { labelOf, t } from './texts.ts';

const addresses = ['reviewUrl', 'scheduleUrl', 'warningUrl', 'agreementUrl'] as const;
const switches = ['finalStatusOnly', 'archiveLogin'] as const;

/** Where an LMS is told things, and what it may. */
export function IntegrationSettings({
  integration,
  onDone,
}: {
  integration: AdminIntegration;
  onDone: () => void;
}) {
  const [draft, setDraft] = useState(integration);
  const { isBusy, act } = useAct();
  const checked = v.safeParse(integrationValues, draft);
  const wrong = new Set((checked.issues ?? []).map((issue) => v.getDotPath(issue)?.split('.')[0]));
  return (
    <details>
      <summary>{t('integration_settings')}</summary>
      <form
        class="settings-group"
        onSubmit={(event) => {
          event.preventDefault();
          if (!checked.success) return;
          const body = checked.output;
          void act(async () => {
            await call('putIntegration', { params: { integrationId: integration.id }, body });
            onDone();
          }, t('saved'));
        }}
      >
        {addresses.map((key) => (
          <Field
            key={key}
            label={labelOf('integration_', key)}
            hint={key === 'reviewUrl' || key === 'scheduleUrl' ? t('integration_found') : undefined}
            error={wrong.has(key) ? t('not_understood') : undefined}
            value={draft[key] ?? ''}
            onInput={(e) => setDraft({ ...draft, [key]: e.currentTarget.value || null })}
          />
        ))}
        <label>
          {t('integration_accountNames')}
          <textarea
            rows={2}
            value={draft.accountNames.join('\n')}
            onChange={(e) => setDraft({ ...draft, accountNames: linesOf(e.currentTarget.value) })}
          />
        </label>
        {switches.map((key) => (
          <label key={key} class="check-line">
            <input
              type="checkbox"
              checked={draft[key]}
              onChange={(e) => setDraft({ ...draft, [key]: e.currentTarget.checked })}
            />
            {labelOf('integration_', key)}
          </label>
        ))}
        <Button type="submit" busy={isBusy} disabled={!checked.success}>
          {t('save')}
        </Button>
      </form>
    </details>
  );
}
