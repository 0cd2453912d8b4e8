import { useState } from 'preact/hooks';
import { clockText } from '../../ui/clock-text.ts';
import { useEverySecond } from '../../ui/timer.tsx';
import type { PartComponent } from './parts.ts';

/** The way to a break that was granted, a question before it, and while it is on what is left of it. */
export const Breaks: PartComponent<'breaks'> = ({ view, source, t }) => {
  const [isAsking, setAsking] = useState(false);
  const { breaks, phase, lmsClock } = view.session;
  const endsAt = breaks?.endsAt ?? null;
  const now = useEverySecond(endsAt !== null, view.clockOffsetMs);
  if (!breaks) return null;
  const say = (act: 'begin' | 'end') => () => {
    if (source.send({ type: 'break', act })) setAsking(false);
  };
  if (endsAt !== null) {
    return (
      <div class="strip strip-calm">
        <span>{t('break_on', { time: clockText(Math.max(0, endsAt - now)) })}</span>
        <button type="button" class="button button-primary" onClick={say('end')}>
          {t('break_end')}
        </button>
      </div>
    );
  }
  if (phase !== 'running' || breaks.left === 0) return null;
  if (!isAsking) {
    return (
      <div class="strip strip-calm">
        <span>{t('break_left', { count: breaks.left, minutes: breaks.minutes })}</span>
        <button type="button" class="button" onClick={() => setAsking(true)}>
          {t('break_take')}
        </button>
      </div>
    );
  }
  return (
    <div
      class="strip strip-calm strip-wrap"
      role="alertdialog"
      aria-label={t('break_take')}
      aria-describedby="break-note"
    >
      <span id="break-note">
        {t('break_note', { minutes: breaks.minutes })}
        {lmsClock && <small> {t('curtain_lms')}</small>}
      </span>
      <button type="button" class="button" onClick={() => setAsking(false)}>
        {t('break_no')}
      </button>
      <button type="button" class="button button-primary" onClick={say('begin')}>
        {t('break_yes')}
      </button>
    </div>
  );
};
