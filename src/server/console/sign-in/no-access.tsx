import { useState } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { signOut } from '../account.ts';
import { Failure } from '../failure.tsx';
import { t } from '../texts.ts';

/** A student found the console. */
export function NoAccess({ name }: { name: string }) {
  const [error, setError] = useState<unknown>(null);
  return (
    <main class="centre">
      <div class="sign-in">
        <h1>{t('no_access_title')}</h1>
        <p>{t('no_access_text', { name })}</p>
        <Button look="primary" onClick={() => void signOut().catch(setError)}>
          {t('sign_out_other')}
        </Button>
        {error !== null && <Failure error={error} />}
      </div>
    </main>
  );
}
