import { Monitor } from 'lucide';
import type { CheckCause } from '../../../protocol/check.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { t } from '../texts.ts';
import { grantButton, ScreenPromptDrawing, screenTab, shareButton } from './prompt-drawings.tsx';
import { remedyKey } from './remedy.ts';

interface Props {
  /** Why the last attempt gave no whole screen. */
  cause: CheckCause | null;
  /** The next click opens the dialog with screens only. */
  isOtherWay: boolean;
  busy: boolean;
  onShare: () => void;
  onSkip: () => void;
}

export const ScreenStep = ({ cause, isOtherWay, busy, onShare, onSkip }: Props) => (
  <section class="step" aria-labelledby="screen-step">
    <div class="step-text">
      <h2 id="screen-step">{t('step_screen_title')}</h2>
      {isOtherWay ? (
        <p>{t('step_screen_other', { button: grantButton(), share: shareButton() })}</p>
      ) : (
        <ol class="steps">
          <li>{t('step_screen_1', { tab: screenTab() })}</li>
          <li>{t('step_screen_2')}</li>
          <li>{t('step_screen_3', { button: shareButton() })}</li>
        </ol>
      )}
      {cause && (
        <Notice kind="bad" live>
          {t(remedyKey({ id: 'screen', cause }))}
        </Notice>
      )}
      <div class="row">
        <Button look="primary" icon={Monitor} busy={busy} onClick={onShare}>
          {t('step_screen_button')}
        </Button>
        {cause && (
          <Button look="quiet" onClick={onSkip}>
            {t('step_screen_skip')}
          </Button>
        )}
      </div>
    </div>
    {!isOtherWay && <ScreenPromptDrawing />}
  </section>
);
