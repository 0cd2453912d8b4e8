import { Spinner } from '../../../ui/spinner.tsx';
import { t } from '../texts.ts';
import { Checklist } from './checklist.tsx';
import { allowButton, CameraPromptDrawing } from './prompt-drawings.tsx';

/** While Chrome's question is up: which button to press, and why that one. */
export const CameraStep = () => (
  <section class="step" aria-labelledby="camera-step">
    <div class="step-text">
      <h2 id="camera-step">{t('step_camera_title', { button: allowButton() })}</h2>
      <p>{t('step_camera_text')}</p>
      <p class="waiting" role="status">
        <Spinner /> {t('step_camera_waiting')}
      </p>
      <Checklist />
    </div>
    <CameraPromptDrawing />
  </section>
);
