import { useEffect, useState } from 'preact/hooks';
import logo from '../../../../assets/icons/icon-128.png';
import type { InstitutionView } from '../../../protocol/views.ts';
import { LanguageSwitch } from '../../../ui/language-switch.tsx';
import { signInUrl } from '../account.ts';
import { Failure } from '../failure.tsx';
import { call, type Load } from '../server.ts';
import { chooseLanguage, language, t } from '../texts.ts';

export function SignInPage() {
  const [institutions, setInstitutions] = useState<Load<InstitutionView[]>>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setInstitutions({ state: 'loading' });
    call('serverInfo', {}, { signal: stop.signal }).then(
      (info) => setInstitutions({ state: 'ready', value: info.institutions }),
      (error: unknown) => stop.signal.aborted || setInstitutions({ state: 'failed', error }),
    );
    return () => stop.abort();
  }, [attempt]);
  return (
    <main class="centre">
      <div class="sign-in">
        <img class="logo" src={logo} alt="" width={64} height={64} />
        <p class="brand">
          Examus <span>{t('console')}</span>
        </p>
        <h1>{t('sign_in_title')}</h1>
        <p class="quiet">{t('sign_in_hint')}</p>
        {institutions.state === 'loading' && (
          <div class="skeleton skeleton-block" aria-label={t('loading')} />
        )}
        {institutions.state === 'failed' && (
          <Failure error={institutions.error} onRetry={() => setAttempt(attempt + 1)} />
        )}
        {institutions.state === 'ready' && <Institutions institutions={institutions.value} />}
        <LanguageSwitch label={t('language')} value={language.value} onPick={chooseLanguage} />
      </div>
    </main>
  );
}

function Institutions({ institutions }: { institutions: InstitutionView[] }) {
  if (institutions.length === 0) return <p>{t('no_institutions')}</p>;
  const here = location.pathname + location.search;
  return (
    <ul class="institutions">
      {institutions.map((institution) => (
        <li key={institution.id}>
          <a class="button button-primary" href={signInUrl(institution.slug, here, language.value)}>
            {institution.logoUrl && (
              <img class="institution-logo" src={institution.logoUrl} alt="" height={28} />
            )}
            {institution.signInLabel ?? institution.name}
            <small>{t(institution.signIn === 'oidc' ? 'sign_in_institution' : 'sign_in_local')}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
