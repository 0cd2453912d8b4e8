import { Calendar, Clock, GraduationCap } from 'lucide';
import type { ExamListItem } from '../../../protocol/views.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { language } from '../state/account.ts';
import { t } from '../texts.ts';
import { examStatus } from './exam-status.ts';
import { clockOffsetMs } from './exam-list.ts';
import { lengthText, whenText } from './when.ts';

interface Props {
  exam: ExamListItem;
  busy: boolean;
  onStart: (exam: ExamListItem) => void;
}

/** Further away the date says more than a number of hours. */
const SOON_MS = 3 * 24 * 3600_000;

/** J4: the name is the button, as in the guide; what can be taken now is orange. */
export function ExamRow({ exam, busy, onStart }: Props) {
  const status = examStatus(exam);
  const when = whenText(exam.place ?? exam, language.value, t('exam_until'));
  const opensInMs =
    exam.state === 'upcoming' && exam.opensAt !== null
      ? exam.opensAt - (Date.now() + clockOffsetMs.value)
      : null;
  return (
    <li class={`exam${status.action ? ' exam-now' : ''}`} data-exam={exam.id} data-state={exam.state}>
      <div class="exam-text">
        <h3>
          {status.action ? (
            <button type="button" class="exam-name" onClick={() => onStart(exam)}>
              {exam.name}
            </button>
          ) : (
            exam.name
          )}{' '}
          {exam.trial && <Badge>{t('exam_trial')}</Badge>}
        </h3>
        <ul class="exam-facts">
          <li>
            <Icon node={GraduationCap} size={16} />
            {exam.courseName ? `${exam.institutionName} · ${exam.courseName}` : exam.institutionName}
          </li>
          {when && (
            <li>
              <Icon node={Calendar} size={16} />
              {when}
            </li>
          )}
          <li>
            <Icon node={Clock} size={16} />
            {lengthText(exam.durationMinutes * 60_000, language.value)}
          </li>
        </ul>
        {status.earlier && (
          <p class="exam-ended">
            <span class="quiet">{t('exam_earlier')}:</span> {t(status.earlier)}
          </p>
        )}
        {status.ended && <p class="exam-ended quiet">{t(status.ended)}</p>}
        {status.comment && (
          <blockquote class="exam-comment">
            <span class="quiet">{t('verdict_comment')}</span> {status.comment}
          </blockquote>
        )}
      </div>
      <div class="exam-end">
        <Badge kind={status.kind}>{t(status.text)}</Badge>
        {opensInMs !== null && opensInMs > 0 && opensInMs < SOON_MS && (
          <span class="quiet">{t('exam_opens_in', { time: lengthText(opensInMs, language.value) })}</span>
        )}
        {exam.place !== undefined && exam.state === 'upcoming' && (
          <a class="button button-secondary" href={`#/places/${exam.id}`}>
            {t(exam.place ? 'place_mine' : 'place_choose')}
          </a>
        )}
        {isLookedBackAt(exam) && (
          <a class="button button-secondary" href={`#/record/${exam.session!.id}`}>
            {t('record_open')}
          </a>
        )}
        {status.text === 'verdict_pending' && <span class="quiet">{t('verdict_pending_more')}</span>}
        {status.action && (
          <Button look="primary" busy={busy} onClick={() => onStart(exam)}>
            {t(status.action)}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Whether there is something to look back at: the newest attempt is over and was not called off before it began. */
const isLookedBackAt = ({ session }: ExamListItem): boolean =>
  session?.phase === 'closed' && session.closeReason !== 'cancelled';
