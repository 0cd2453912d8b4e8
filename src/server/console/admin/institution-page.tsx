import { useState } from 'preact/hooks';
import type { AdminInstitution } from '../../../protocol/api/admin/institution.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { call } from '../server.ts';
import { useAct } from './act.ts';
import { FileButton } from './file-button.tsx';
import { Loaded } from './loaded.tsx';
import { RepliesPart } from './replies-part.tsx';
import { t } from './texts.ts';
import { useLoad } from './use-load.ts';

export function InstitutionPage() {
  const { load, reload } = useLoad((signal) => call('adminInstitution', {}, { signal }));
  return (
    <>
      <h1>{t('section_institution')}</h1>
      <Loaded load={load} onRetry={reload}>
        {(institution) => (
          <>
            <Form institution={institution} />
            <SignInFacts institution={institution} />
          </>
        )}
      </Loaded>
      <RepliesPart />
    </>
  );
}

function Form({ institution }: { institution: AdminInstitution }) {
  const [draft, setDraft] = useState(institution);
  const { isBusy, act } = useAct();
  const { name, support, passwordResetUrl, signInLabel, listed, retentionDays, logoUrl } = draft;
  const text = (key: 'email' | 'hours' | 'timeZone') => (
    <Field
      label={t(`support_${key}`)}
      required
      value={support[key]}
      onInput={(e) => setDraft({ ...draft, support: { ...support, [key]: e.currentTarget.value } })}
    />
  );
  const save = async () =>
    setDraft(
      await call('putInstitution', {
        body: { name, support, passwordResetUrl, signInLabel, listed, retentionDays },
      }),
    );
  return (
    <form
      class="settings-group"
      onSubmit={(event) => {
        event.preventDefault();
        void act(save, t('saved'));
      }}
    >
      <Field
        label={t('name')}
        required
        value={name}
        onInput={(e) => setDraft({ ...draft, name: e.currentTarget.value })}
      />
      <Field
        label={t('sign_in_label')}
        value={signInLabel ?? ''}
        onInput={(e) => setDraft({ ...draft, signInLabel: e.currentTarget.value || null })}
      />
      {text('email')}
      {text('hours')}
      {text('timeZone')}
      <Field
        label={t('password_reset')}
        type="url"
        value={passwordResetUrl ?? ''}
        onInput={(e) => setDraft({ ...draft, passwordResetUrl: e.currentTarget.value || null })}
      />
      <NumberField
        label={t('set_retentionDays')}
        min={1}
        max={3650}
        value={retentionDays}
        onValue={(days) => setDraft({ ...draft, retentionDays: days })}
      />
      <label class="check-line">
        <input
          type="checkbox"
          checked={listed}
          onChange={(e) => setDraft({ ...draft, listed: e.currentTarget.checked })}
        />
        {t('listed')}
      </label>
      <FileButton
        label={t('logo')}
        accept="image/png,image/jpeg,image/webp"
        onPick={(file) =>
          void act(async () => setDraft(await call('putLogo', { body: await file.arrayBuffer() })))
        }
      />
      {logoUrl && <img src={logoUrl} alt={t('logo')} height={48} />}
      <div class="settings-save">
        <Button look="primary" type="submit" busy={isBusy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

/** What the institution's own login was told of us; changed in the set-up file, which holds its secret. */
const SignInFacts = ({
  institution: { oidc, callbackUrl, signedOutUrl },
}: {
  institution: AdminInstitution;
}) => (
  <section class="panel">
    <h2>{t('login_facts')}</h2>
    <dl class="admin-facts">
      <dt>{t('login_kind')}</dt>
      <dd>{oidc ? `OpenID Connect · ${oidc.issuer}` : t('login_local')}</dd>
      {oidc && (
        <>
          <dt>client_id</dt>
          <dd>
            <code>{oidc.clientId}</code>
          </dd>
          <dt>redirect_uri</dt>
          <dd>
            <code>{callbackUrl}</code>
          </dd>
          <dt>post_logout_redirect_uri</dt>
          <dd>
            <code>{signedOutUrl}</code>
          </dd>
        </>
      )}
    </dl>
    <p class="quiet">{t('login_facts_hint')}</p>
  </section>
);
