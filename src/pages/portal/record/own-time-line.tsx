import type { OwnRecord } from '../../../protocol/api/review.ts';
import { sureness } from '../../../shared/sureness.ts';
import { timeOfDay } from '../../../ui/clock-text.ts';
import { Card } from '../../../ui/card.tsx';
import { clockOffsetMs } from '../exams/exam-list.ts';
import { lengthText } from '../exams/when.ts';
import { language } from '../state/account.ts';
import { hasText, t } from '../texts.ts';
import { standingOf, whyText } from './plain-words.ts';

type OwnWarning = OwnRecord['warnings'][number];
type Line = { at: number; warning: OwnWarning } | { at: number; what: string };

/** What happened in order: warnings with what was seen and how sure that is, and the steps of the exam. */
export function OwnTimeLine({ record }: { record: OwnRecord }) {
  const lines: Line[] = [
    ...record.warnings.map((warning) => ({ at: warning.startAt, warning })),
    ...record.timeline.filter(({ what }) => hasText(`happened_${what}`)),
  ].sort((a, b) => a.at - b.at);
  return (
    <Card title={t('record_time_line')}>
      <p class="quiet">{t(record.warnings.length === 0 ? 'record_no_warnings' : 'record_hint')}</p>
      <ol class="record-lines">
        {lines.map((line, index) => (
          <li key={index} class={'warning' in line ? `record-${standingOf(line.warning)}` : undefined}>
            <time>{timeOfDay(line.at - clockOffsetMs.value, true)}</time>
            {'warning' in line ? <WarningLine warning={line.warning} /> : <StepLine what={line.what} />}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepLine({ what }: { what: string }) {
  const key = `happened_${what}`;
  return <span class="quiet">{hasText(key) ? t(key) : what}</span>;
}

function WarningLine({ warning }: { warning: OwnWarning }) {
  const { type, startAt, endAt, confidence } = warning;
  const why = whyText(warning);
  return (
    <span>
      <strong>{t(`warning_${type}`)}</strong>
      {endAt !== null && endAt > startAt && `, ${lengthOf(endAt - startAt)}`}
      <span class="record-why quiet">
        {[
          why,
          confidence !== null && t(`sure_${sureness(confidence)}`, { percent: Math.round(confidence * 100) }),
          t(`stands_${standingOf(warning)}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  );
}

const lengthOf = (ms: number): string =>
  ms < 60_000
    ? t('record_seconds', { count: Math.max(1, Math.round(ms / 1000)) })
    : lengthText(ms, language.value);
