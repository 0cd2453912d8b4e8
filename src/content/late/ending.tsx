import { useRef } from 'preact/hooks';
import { CircleCheck } from 'lucide';
import type { CloseReason } from '../../protocol/session.ts';
import type { ExamView } from '../../protocol/view-port.ts';
import { numbersOf } from '../../ui/date-text.ts';
import { Icon } from '../../ui/icon.tsx';
import { stageOf } from '../panel/phase.ts';
import type { LateTexts, PartComponent } from './parts.ts';

/** After the end: what is still to be sent, then that the tab may be closed. */
export const Ending: PartComponent<'ending'> = ({ view, t }) => {
  const most = useRef(0);
  most.current = Math.max(most.current, view.pending.bytes);
  if (stageOf(view) === 'done') {
    const reason = reasonText(view.session.closeReason, t);
    return (
      <div class="ending" role="status">
        <Icon node={CircleCheck} size={40} />
        <h3>{t('done_title')}</h3>
        {reason && <p>{reason}</p>}
        {reason && view.session.proctorMessage && <p>{view.session.proctorMessage}</p>}
        <p>{t('done_text')}</p>
        <p class="waiting-more">{t(view.session.trial ? 'done_trial' : 'done_result')}</p>
      </div>
    );
  }
  const sent = most.current === 0 ? 0 : 1 - view.pending.bytes / most.current;
  return (
    <div class="ending" role="status">
      <h3 id="saving-title">{t('saving_title')}</h3>
      <div
        class={view.pending.bytes > 0 ? 'progress' : 'progress progress-unknown'}
        role="progressbar"
        aria-labelledby="saving-title"
        aria-valuemin={0}
        aria-valuemax={100}
        {...(view.pending.bytes > 0 ? { 'aria-valuenow': Math.round(sent * 100) } : {})}
      >
        <div class="progress-bar" style={view.pending.bytes > 0 ? { width: `${sent * 100}%` } : {}} />
      </div>
      <p>{savingText(view, t)}</p>
    </div>
  );
};

const megabytes = (bytes: number, language: ExamView['language']): string =>
  (bytes / 1e6).toLocaleString(numbersOf(language), { minimumFractionDigits: 1, maximumFractionDigits: 1 });

function savingText({ connection, pending, language }: ExamView, t: LateTexts): string {
  if (connection === 'offline') return t('saving_offline');
  if (pending.bytes < 100_000) return t('saving_last');
  return t('saving_text', { size: t('megabytes', { count: megabytes(pending.bytes, language) }) });
}

/** By the student's own hand needs no explanation. */
function reasonText(reason: CloseReason | null, t: LateTexts): string | null {
  if (reason === null || reason === 'by_student') return null;
  return t(`ended_${reason}`);
}
