import type { ExamView } from '../../protocol/view-port.ts';
import { OwnVideo } from '../../ui/own-video.tsx';
import { Late } from '../late/late.tsx';
import type { PanelTexts } from '../texts.ts';
import { isCaptureOver } from './phase.ts';
import type { PanelSource } from './source.ts';

interface Props {
  view: ExamView;
  source: PanelSource;
  t: PanelTexts;
}

/** Own video, and what is being taken where. */
export const Who = ({ view, source, t }: Props) => (
  <div class="who">
    {!isCaptureOver(view) && (
      <div class="who-video">
        <OwnVideo frames={source.frames} label={t('own_video')} fault={cameraFault(view, t)} />
        <Late part="coach" {...{ view, t }} />
      </div>
    )}
    <div class="who-names">
      <h2 title={view.session.examName}>{view.session.examName}</h2>
      <p title={view.session.institutionName}>{view.session.institutionName}</p>
    </div>
  </div>
);

export function cameraFault(view: ExamView, t: PanelTexts): string | null {
  if (view.camera === 'failed') return t('camera_failed');
  return view.camera === 'muted' ? t('camera_muted') : null;
}
