import { useSignal } from '@preact/signals';
import { AppWindow, CreditCard, Globe, Hourglass, Wifi } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { ExamListItem } from '../../../protocol/views.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { pagePatterns } from '../../../shared/webext/match-patterns.ts';
import { grantButton } from '../check/prompt-drawings.tsx';
import { Failure } from '../shell/failure.tsx';
import { useAction } from '../shell/use-action.ts';
import { language } from '../state/account.ts';
import { t } from '../texts.ts';
import { askForSite, isSiteGranted, prepareExam } from './prepare-exam.ts';
import { siteNames } from './site-names.ts';
import { lengthText } from './when.ts';

interface Props {
  exam: ExamListItem;
  onClose: () => void;
  /** The session is open and its page is shown. */
  onReady?: () => Promise<void>;
}

/** What comes next, told before Chrome asks about the exam's site; a refusal there can be taken back here. */
export function BeforeStart({ exam, onClose, onReady }: Props) {
  const isGranted = useSignal<boolean | null>(null);
  const wasRefused = useSignal(false);
  useEffect(() => {
    void isSiteGranted(exam).then((granted) => (isGranted.value = granted));
  }, []);
  const going = useAction(async () => {
    // The request comes first: Chrome only asks while the click is fresh. It says yes at once where it may.
    wasRefused.value = !(await askForSite(exam));
    if (wasRefused.value) return;
    await prepareExam(exam);
    await onReady?.();
  });
  return (
    <Dialog title={exam.name} onClose={onClose}>
      <div class="stack">
        <ul class="facts">
          <li>
            <Icon node={Hourglass} />
            {t('before_time', { time: lengthText(exam.durationMinutes * 60_000, language.value) })}
          </li>
          <li>
            <Icon node={CreditCard} />
            {t('before_document')}
          </li>
          <li>
            <Icon node={Wifi} />
            {t('before_data')}
          </li>
          {isGranted.value === false && (
            <li>
              <Icon node={Globe} />
              <span>
                {t('before_site', { site: siteNames(pagePatterns(exam.lms)), button: grantButton() })}
              </span>
            </li>
          )}
          {isGranted.value === false && exam.recordTab && (
            <li>
              <Icon node={AppWindow} />
              {t('before_tab', { button: grantButton() })}
            </li>
          )}
        </ul>
        {wasRefused.value && (
          <Notice kind="bad" live title={t('site_refused')}>
            {t('site_refused_more', { button: grantButton() })}
          </Notice>
        )}
        {going.error.value !== null && <Failure error={going.error.value} />}
        <div class="row">
          <Button look="primary" busy={going.isBusy.value} onClick={() => void going.run()}>
            {t('continue')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
