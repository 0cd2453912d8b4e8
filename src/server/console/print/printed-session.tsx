import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { formatDateTime, formatDuration } from '../format.ts';
import { GivenTime, hasGivenTime } from '../session/given-time.tsx';
import { Granted } from '../session/granted.tsx';
import { type Finding, findingsOf } from '../session/findings.ts';
import { Photos } from '../session/photos.tsx';
import { lengthOf } from '../sessions/rows.ts';
import { language, t } from '../texts.ts';
import { chooseFindings } from './choose-findings.ts';
import { PrintedFinding } from './printed-finding.tsx';
import { useStills } from './use-stills.ts';

/** Long enough after its begin for the picture to show what the warning means. */
const INTO_MS = 1000;

export function PrintedSession({ detail, onReady }: { detail: SessionDetail; onReady: () => void }) {
  const { printed, pictured } = useMemo(
    () => chooseFindings(findingsOf(detail.warnings, detail.settings)),
    [detail],
  );
  const moments = useMemo(
    () =>
      pictured.map(({ startAt, endAt }) => startAt + Math.min(INTO_MS, ((endAt ?? startAt) - startAt) / 2)),
    [pictured],
  );
  const hasScreen = detail.recordings.some(({ kind, segments }) => kind === 'screen' && segments > 0);
  const kinds = ['camera', hasScreen ? 'screen' : 'tab'] as const;
  const stills = useStills(detail, kinds, moments);
  useEffect(() => {
    if (stills.isDone) onReady();
  }, [stills.isDone]);
  useEffect(() => {
    // What the browser proposes as the name of the PDF.
    document.title = `Examus · ${detail.studentName} · ${detail.examName}`;
  }, [detail]);
  const time = (at: number | null) => (at === null ? '—' : formatDateTime(at, language.value));
  const { review, signed } = detail;
  const startAt = detail.startedAt ?? detail.createdAt;
  const stillsOf = (finding: Finding) => kinds.map((kind) => stills.of(kind, pictured.indexOf(finding)));
  const bare = printed.filter((finding) => stillsOf(finding).every((still) => still === null)).length;
  return (
    <article class="paper" data-ready={stills.isDone}>
      <h1>{t('print_title')}</h1>
      <dl class="paper-facts">
        <Line name={t('column_student')}>
          {detail.studentName}
          {detail.student.email && `, ${detail.student.email}`}
        </Line>
        <Line name={t('column_exam')}>
          {detail.examName} · {t(`mode_${detail.settings.mode}`)}
        </Line>
        <Line name={t('column_start')}>{time(detail.startedAt)}</Line>
        <Line name={t('print_end')}>
          {time(detail.endedAt)}
          {detail.closeReason && ` · ${t(`closed_short_${detail.closeReason}`)}`}
        </Line>
        <Line name={t('column_duration')}>{formatDuration(lengthOf(detail, Date.now()) ?? 0)}</Line>
        <Line name={t('column_verdict')}>
          <strong>{t(`verdict_${review.state}`)}</strong>
          {review.decidedAt !== null &&
            ` · ${detail.decidedBy === 'score' ? t('decided_by_score') : (detail.decidedBy ?? '')}, ${time(review.decidedAt)}`}
          {review.comment && <p>{review.comment}</p>}
        </Line>
        <Line name={t('score')}>
          {t('score_of', { score: detail.score.score })} · {t('score_levels', { ...detail.score.threshold })}
        </Line>
        {hasGivenTime(detail) && (
          <Line name={t('given_time')}>
            <GivenTime detail={detail} />
          </Line>
        )}
        {detail.accommodation && (
          <Line name={t('accommodation')}>
            <Granted granted={detail.accommodation} />
          </Line>
        )}
        <Line name={t('print_session')}>
          <code>{detail.id}</code>
        </Line>
      </dl>
      {!detail.isBlind && (
        <section>
          <h2>{t('identity')}</h2>
          <Photos detail={detail} />
        </section>
      )}
      <section>
        <h2>
          {t('column_warnings')} ({printed.length})
        </h2>
        {printed.length === 0 && <p>{t('no_warnings')}</p>}
        {stills.isDone && bare > 0 && <p class="quiet">{t('print_no_picture', { count: bare })}</p>}
        {printed.map((finding) => (
          <PrintedFinding key={finding.key} {...{ finding, startAt }} stills={stillsOf(finding)} />
        ))}
      </section>
      {detail.remarks.length > 0 && (
        <section>
          <h2>{t('remarks')}</h2>
          {detail.remarks.map(({ id, kind, text, at }) => (
            <p key={id}>
              <strong>
                {t(`remark_${kind}`)}, {time(at)}:
              </strong>{' '}
              {text}
            </p>
          ))}
        </section>
      )}
      <section>
        <h2>{t('print_signature')}</h2>
        {signed ? (
          <dl class="paper-facts paper-hashes">
            <Line name={t('print_signed_at')}>{time(signed.madeAt)}</Line>
            <Line name={t('print_key')}>
              <code>{signed.keyId}</code>
            </Line>
            <Line name={t('print_journal')}>
              <code>{signed.journalHash}</code>
            </Line>
            <Line name={t('acts')}>
              <code>{signed.actsHash}</code>
            </Line>
            <Line name="Ed25519">
              <code>{signed.signature}</code>
            </Line>
          </dl>
        ) : (
          <p>{t('print_unsigned')}</p>
        )}
      </section>
    </article>
  );
}

const Line = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
