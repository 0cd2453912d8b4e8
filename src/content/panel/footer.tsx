import { useState } from 'preact/hooks';
import type { ExamView } from '../../protocol/view-port.ts';
import { timeOfDay } from '../../ui/clock-text.ts';
import { Late } from '../late/late.tsx';
import type { PanelTexts } from '../texts.ts';
import { stageOf } from './phase.ts';
import type { PanelSource } from './source.ts';
import { TimeLeft } from './time-left.tsx';

interface Props {
  view: ExamView;
  source: PanelSource;
  isLive: boolean;
  t: PanelTexts;
}

/** Time left and the way out, always in sight. */
export function Footer({ view, source, isLive, t }: Props) {
  const [isAsking, setAsking] = useState(false);
  const stage = stageOf(view);
  if (stage !== 'exam' && stage !== 'waiting') return null;
  const footer = (
    <footer class="panel-foot">
      <TimeLeft {...{ view, t }} label={standing(view, t)} />
      {stage === 'exam' && (
        <button type="button" class="button finish" disabled={!isLive} onClick={() => setAsking(true)}>
          {t('finish_exam')}
        </button>
      )}
      {stage === 'exam' && (
        <p class="saved">
          {view.savedUpTo === null
            ? t('saved_nothing')
            : t('saved_up_to', { time: timeOfDay(view.savedUpTo - view.clockOffsetMs, true) })}
        </p>
      )}
    </footer>
  );
  if (!isAsking) return footer;
  return (
    <Late
      part="finishQuestion"
      {...{ view, t }}
      onNo={() => setAsking(false)}
      onYes={() => {
        if (source.send({ type: 'finish' })) setAsking(false);
      }}
    >
      {footer}
    </Late>
  );
}

function standing({ session }: ExamView, t: PanelTexts): string | null {
  if (session.endsAt !== null) return null;
  if (session.phase === 'paused') return t('standing_pause');
  if (session.phase === 'awaiting_admission') return t('standing_admission');
  return session.phase === 'interrupted' ? t('standing_interrupted') : null;
}
