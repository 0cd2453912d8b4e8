import type { ComponentChild } from 'preact';
import type { CostMeter } from '../../protocol/view-port.ts';
import type { LateTexts } from './parts.ts';

/** What Examus costs this computer now. */
export function Cost({ meter, t }: { meter: CostMeter; t: LateTexts }): ComponentChild {
  const share = meter.detectionShare;
  return (
    <dl class="cost">
      <dt>{t('cost_detection')}</dt>
      <dd>
        {share === null
          ? t('cost_no_detection')
          : t('cost_share', { percent: Math.round(share * 100), rate: meter.samplesPerSecond })}
      </dd>
      <dt>{t('cost_camera')}</dt>
      <dd>{t('cost_fps', { fps: meter.cameraFps })}</dd>
      <dt>{t('cost_upload')}</dt>
      <dd>{t('cost_kbits', { kbits: Math.round((meter.uploadBytesPerSecond * 8) / 1000) })}</dd>
      {meter.steppedDown > 0 && (
        <>
          <dt>{t('cost_pace')}</dt>
          <dd>{t('cost_stepped_down')}</dd>
        </>
      )}
    </dl>
  );
}
