import type { ExamView } from '../../protocol/view-port.ts';
import { Late } from '../late/late.tsx';
import type { PanelTexts } from '../texts.ts';
import { Conversation } from './conversation.tsx';
import { Notices } from './notices.tsx';
import { stageOf } from './phase.ts';
import { Rules } from './rules.tsx';
import type { PanelSource, PanelState } from './source.ts';
import { Waiting } from './waiting.tsx';

interface Props {
  link: PanelState['link'];
  view: ExamView | null;
  source: PanelSource;
  startLabel: string | null;
  t: PanelTexts;
}

export function Body({ link, view, source, startLabel, t }: Props) {
  if (link === 'orphaned')
    return <Waiting text={t('updated')} action={[t('reload'), () => location.reload()]} />;
  if (!view) return link === 'idle' ? <Waiting text={t('idle')} /> : <Connecting t={t} />;
  const stage = stageOf(view);
  if (view.elsewhere && stage !== 'done') return <Waiting text={t('elsewhere')} />;
  if (stage === 'before') return <Waiting text={t('not_begun')} />;
  if (stage === 'saving' || stage === 'done') {
    return (
      <Late part="ending" {...{ view, t }}>
        <Connecting t={t} />
      </Late>
    );
  }
  return (
    <>
      <Rules rules={view.session.rules} t={t} />
      <Notices {...{ link, view, source, startLabel, t }} />
      <Conversation {...{ link, view, source, t }} />
    </>
  );
}

const Connecting = ({ t }: { t: PanelTexts }) => (
  <Waiting text={t('connecting')} isBusy>
    {t('connecting_long')}
  </Waiting>
);
