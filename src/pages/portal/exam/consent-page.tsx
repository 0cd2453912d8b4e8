import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import { ExamusError } from '../../../protocol/errors.ts';
import { photosFor } from '../../../protocol/exam-settings.ts';
import type { SessionView } from '../../../protocol/views.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { useAction } from '../shell/use-action.ts';
import { language } from '../state/account.ts';
import { takeSession } from '../state/exam-view.ts';
import { ask } from '../state/server.ts';
import { t } from '../texts.ts';
import { LeaveButton } from './leave-button.tsx';
import { RuleList } from './rule-list.tsx';

/** J7: how it goes, what is asked of person and equipment, the rules, the consent. Nothing is captured before. */
export function ConsentPage({ session }: { session: SessionView }) {
  const consent = useSignal<Reply<'consentText'> | null>(null);
  const isAccepted = useSignal(false);
  const loading = useAction(async () => {
    consent.value = await ask('consentText', {
      params: { sessionId: session.id },
      query: { language: language.value },
    });
  });
  const agreeing = useAction(async () => {
    if (!consent.value || !isAccepted.value) return;
    const { version, language, sha256 } = consent.value;
    const body = { version, language, sha256, accepted: true } as const;
    try {
      takeSession(await ask('consent', { params: { sessionId: session.id }, body }));
    } catch (error) {
      // The text was changed while it was read: it is read and accepted anew.
      if (error instanceof ExamusError && error.code === 'conflict') {
        isAccepted.value = false;
        await loading.run();
      }
      throw error;
    }
  });
  useEffect(() => {
    // Another language is another text: it is accepted anew.
    isAccepted.value = false;
    void loading.run();
  }, [language.value]);

  const identity = session.identification === 'skip' ? [] : [t('procedure_identity')];
  const waiting =
    session.mode === 'online' || session.mode === 'identification' ? [t('procedure_admission')] : [];
  return (
    <Page
      title={t('consent_title')}
      actions={
        <>
          <label class="consent-box">
            <input
              type="checkbox"
              checked={isAccepted.value}
              disabled={!consent.value}
              onChange={(event) => (isAccepted.value = event.currentTarget.checked)}
            />
            {t('consent_accept')}
          </label>
          <Button
            look="primary"
            busy={agreeing.isBusy.value}
            disabled={!isAccepted.value}
            onClick={() => void agreeing.run()}
          >
            {t('continue')}
          </Button>
          <LeaveButton />
        </>
      }
    >
      {agreeing.error.value !== null && <Failure error={agreeing.error.value} />}
      <div class="columns">
        <Card title={t('procedure_title')}>
          <ol class="steps">
            {[t('procedure_check'), ...identity, ...waiting, t('procedure_test'), t('procedure_finish')].map(
              (line) => (
                <li key={line}>{line}</li>
              ),
            )}
          </ol>
        </Card>
        <div class="stack">
          <Card title={t('person_title')}>
            <ul class="bullets">
              <li>{t('person_alone')}</li>
              <li>{t('person_frame')}</li>
              {photosFor(session.identification).includes('passport') && <li>{t('person_document')}</li>}
            </ul>
          </Card>
          <Card title={t('equipment_title')}>
            <ul class="bullets">
              <li>{t('equipment_computer')}</li>
              <li>{t('equipment_devices')}</li>
              <li>{t('equipment_network')}</li>
            </ul>
          </Card>
        </div>
      </div>
      <RuleList rules={session.rules} />
      <Card title={t('consent_text_title')}>
        {loading.error.value !== null && (
          <Failure error={loading.error.value} onRetry={() => void loading.run()} />
        )}
        <div class="consent-text" lang={consent.value?.language}>
          {consent.value?.text.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
        {session.userAgreementUrl && (
          <p>
            <a href={session.userAgreementUrl} target="_blank" rel="noreferrer">
              {t('consent_agreement')}
            </a>
          </p>
        )}
      </Card>
    </Page>
  );
}
