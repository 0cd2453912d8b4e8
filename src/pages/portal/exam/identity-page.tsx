import { useSignal } from '@preact/signals';
import { Camera, RotateCcw, Send } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { Photo } from '../../../protocol/calls.ts';
import { type PhotoKind, photosFor } from '../../../protocol/exam-settings.ts';
import type { SessionView } from '../../../protocol/views.ts';
import { call } from '../../../shared/webext/bus.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { useAction } from '../shell/use-action.ts';
import { frame, look, takeSession } from '../state/exam-view.ts';
import { t } from '../texts.ts';
import { isCaptureReady } from './capture.ts';
import { LeaveButton } from './leave-button.tsx';
import { sendPhoto } from './send-photo.ts';

/** J9: one photo after the other, each looked at before it is sent. */
export function IdentityPage({ session }: { session: SessionView }) {
  const wanted = photosFor(session.identification);
  const kind = wanted.find((photo) => !session.photosSent.includes(photo)) ?? wanted[0];
  useEffect(() => {
    look(10);
    return () => look(0);
  }, []);
  if (!kind) return null;
  return (
    <Page title={t('identity_title')}>
      {session.proctorMessage && (
        <Notice kind="warning" live title={t('identity_retake')}>
          {session.proctorMessage}
        </Notice>
      )}
      <PhotoStep
        key={kind}
        kind={kind}
        session={session}
        place={wanted.indexOf(kind) + 1}
        of={wanted.length}
      />
    </Page>
  );
}

interface StepProps {
  kind: PhotoKind;
  session: SessionView;
  place: number;
  of: number;
}

function PhotoStep({ kind, session, place, of }: StepProps) {
  const photo = useSignal<Photo | null>(null);
  const taking = useAction(async () => {
    photo.value = await call('offscreen', 'camera/photo', { kind });
  });
  const sending = useAction(async () => {
    if (photo.value) takeSession(await sendPhoto(session, kind, photo.value));
  });
  const shown = photo.value?.dataUrl ?? frame.value;
  const isMirrored = kind === 'face';
  return (
    <section class="identity">
      <div class={`own-picture identity-picture${isMirrored ? ' mirrored' : ''}`}>
        {shown ? (
          <img src={shown} alt={t(photo.value ? 'photo_taken' : 'own_picture')} />
        ) : (
          <Icon node={Camera} size={48} />
        )}
        {!photo.value && <span class={`guide guide-${kind}`} aria-hidden="true" />}
      </div>
      <div class="identity-side">
        {of > 1 && <p class="quiet">{t('photo_place', { place, of })}</p>}
        <h2>{t(`photo_${kind}_title`)}</h2>
        <p>{t(photo.value ? 'photo_look' : `photo_${kind}_text`)}</p>
        <div role="status">
          {photo.value && photo.value.advice.length > 0 && (
            <Notice kind="warning">
              {photo.value.advice.map((advice) => (
                <p key={advice}>{t(`photo_advice_${advice}`)}</p>
              ))}
            </Notice>
          )}
        </div>
        {taking.error.value !== null && (
          <>
            <Failure error={taking.error.value} />
            <Button onClick={() => (isCaptureReady.value = false)}>{t('check_again')}</Button>
          </>
        )}
        {sending.error.value !== null && <Failure error={sending.error.value} />}
        <div class="row identity-buttons">
          {photo.value ? (
            <>
              <Button
                look="primary"
                icon={Send}
                busy={sending.isBusy.value}
                onClick={() => void sending.run()}
              >
                {t(sending.isBusy.value ? 'photo_sending' : 'send')}
              </Button>
              <Button icon={RotateCcw} onClick={() => (photo.value = null)}>
                {t('photo_retake')}
              </Button>
            </>
          ) : (
            <Button look="primary" icon={Camera} busy={taking.isBusy.value} onClick={() => void taking.run()}>
              {t('photo_take')}
            </Button>
          )}
          <LeaveButton />
        </div>
        <p class="quiet">{t('photo_private')}</p>
      </div>
    </section>
  );
}
