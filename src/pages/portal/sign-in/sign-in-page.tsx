import { useSignal } from '@preact/signals';
import { KeyRound, LogIn } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { InstitutionView } from '../../../protocol/views.ts';
import { api } from '../../../shared/api-client.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { useAction } from '../shell/use-action.ts';
import { InstitutionLogo } from './institution-logo.tsx';
import { isSignInOver, offeredSupport, signIn } from '../state/account.ts';
import { t } from '../texts.ts';

/** J2: one button per institution, leading to its own login; the local account stands apart, with its warning. */
export function SignInPage({ origin }: { origin: string }) {
  const institutions = useSignal<InstitutionView[] | null>(null);
  const loading = useAction(async () => {
    const found = (await api({ origin }, 'serverInfo', {})).institutions;
    const byLogin = found.filter(({ signIn }) => signIn === 'oidc');
    offeredSupport.value = byLogin.length === 1 ? byLogin[0]!.support : null;
    institutions.value = found;
  });
  const entering = useAction(signIn);
  useEffect(() => void loading.run(), [origin]);

  const own = institutions.value?.filter(({ signIn }) => signIn === 'oidc') ?? [];
  const local = institutions.value?.filter(({ signIn }) => signIn === 'local') ?? [];
  const resets = institutions.value?.filter(({ passwordResetUrl }) => passwordResetUrl) ?? [];
  return (
    <Page title={t('sign_in')} lead={t('sign_in_lead')}>
      {isSignInOver.value && <Notice kind="warning" title={t('error_token_expired')} />}
      {loading.error.value !== null && (
        <Failure error={loading.error.value} onRetry={() => void loading.run()} />
      )}
      {loading.isBusy.value && (
        <p role="status" class="centred">
          <Spinner /> {t('loading')}
        </p>
      )}
      {entering.error.value !== null && <SignInFailure error={entering.error.value} resets={resets} />}
      {institutions.value && (
        <div class="sign-in">
          {own.length > 0 && (
            <Card isCurrent title={t('sign_in_institution')}>
              <div class="stack">
                {own.map((institution) => (
                  <Button
                    key={institution.id}
                    look="primary"
                    {...(institution.logoUrl ? {} : { icon: LogIn })}
                    busy={entering.isBusy.value}
                    onClick={() => void entering.run(institution.slug)}
                  >
                    {institution.logoUrl && <InstitutionLogo url={origin + institution.logoUrl} />}
                    {institution.signInLabel ?? institution.name}
                  </Button>
                ))}
                <p class="quiet">{t('sign_in_window')}</p>
                {resets.map((institution) => (
                  <a
                    key={institution.id}
                    href={institution.passwordResetUrl!}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {t('sign_in_reset', { institution: institution.name })}
                  </a>
                ))}
              </div>
            </Card>
          )}
          {local.length > 0 && (
            <Card title={t('sign_in_local')}>
              <div class="stack">
                {own.length > 0 && <p>{t('sign_in_local_warning')}</p>}
                {local.map((institution) => (
                  <Button
                    key={institution.id}
                    look={own.length > 0 ? 'secondary' : 'primary'}
                    icon={KeyRound}
                    busy={entering.isBusy.value}
                    onClick={() => void entering.run(institution.slug)}
                  >
                    {local.length === 1 ? 'Examus' : `Examus · ${institution.name}`}
                  </Button>
                ))}
              </div>
            </Card>
          )}
        </div>
      )}
    </Page>
  );
}

/** A closed window is no fault; everything else says where a password can be reset. */
function SignInFailure({ error, resets }: { error: unknown; resets: InstitutionView[] }) {
  const isCancelled = error instanceof Error && 'code' in error && error.code === 'cancelled';
  if (isCancelled) return <Notice live kind="info" title={t('sign_in_cancelled')} />;
  return (
    <>
      <Failure error={error} />
      {resets.length > 0 && <Notice kind="info" title={t('sign_in_reset_hint')} />}
    </>
  );
}
