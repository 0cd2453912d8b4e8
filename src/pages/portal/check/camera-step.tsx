import { ArrowUpLeft } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { t } from '../texts.ts';
import { Checklist } from './checklist.tsx';
import { allowButton, CameraPromptDrawing } from './prompt-drawings.tsx';

/**
 * While Chrome's question is up: which button to press, and why that one. The question covers the top left of the
 * page (Chromium 156: to 446 px), so that nothing to be read stands there.
 */
export const CameraStep = () => (
  <section class="camera-step" aria-labelledby="camera-step">
    <p class="prompt-place">
      <Icon node={ArrowUpLeft} size={32} />
      {t('step_camera_place')}
    </p>
    <div class="step-text">
      <h2 id="camera-step">{t('step_camera_title', { button: allowButton() })}</h2>
      <p>{t('step_camera_text')}</p>
      <p class="waiting" role="status">
        <Spinner /> {t('step_camera_waiting')}
      </p>
      <div class="camera-step-below">
        <CameraPromptDrawing />
        <Checklist />
      </div>
    </div>
  </section>
);
