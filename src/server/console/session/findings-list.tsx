import { Check, EyeOff, MessageSquareWarning, Pencil, X } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../ui/icon.tsx';
import { formatDuration, formatPercent } from '../format.ts';
import { reading } from '../reading.ts';
import { warningClass } from '../player/warning-colours.ts';
import { language, t } from '../texts.ts';
import type { Finding } from './findings.ts';
import { NoteEditor } from './note-editor.tsx';
import { seenWords } from './seen-words.ts';
import type { Reviewing } from './use-reviewing.ts';

interface Props {
  reviewing: Reviewing;
  /** Begin of the exam: times are counted from it. */
  startAt: number;
}

/** What there is to judge, worth looking at first on top; what was judged and technical faults below. */
export function FindingsList({ reviewing, startAt }: Props) {
  const { findings, chosen } = reviewing;
  if (findings.length === 0) return <p class="quiet">{t('no_warnings')}</p>;
  return (
    <ol class="warnings">
      {findings.map((finding) => (
        <FindingRow
          key={finding.key}
          {...{ finding, reviewing, startAt }}
          isChosen={finding.key === chosen}
        />
      ))}
    </ol>
  );
}

interface RowProps extends Props {
  finding: Finding;
  isChosen: boolean;
}

function FindingRow({ finding, reviewing, startAt, isChosen }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const label = t(`warning_${finding.type}`);
  const { judgement } = finding;
  const isForwarded = reviewing.forwarded.has(finding.key);
  const isJudged = (what: typeof judgement) => (judgement === what ? 'true' : 'false');
  return (
    <li ref={row} class={`finding${isChosen ? ' finding-chosen' : ''} finding-${judgement ?? 'open'}`}>
      <button
        type="button"
        class="finding-words"
        aria-current={isChosen ? 'true' : undefined}
        onClick={() => reviewing.choose(finding)}
      >
        <span class={`swatch ${warningClass(finding.type)}`} aria-hidden="true" />
        <span class="warning-words">
          <strong>
            {label}
            {finding.warnings.length > 1 && ` ×${finding.warnings.length}`}
          </strong>
          <Particulars finding={finding} isForwarded={isForwarded} />
          <Said finding={finding} />
        </span>
        <span class="warning-time">
          {formatDuration(finding.startAt - startAt)}
          <small class="quiet">
            {finding.endAt === null
              ? t('lasts')
              : t('for_length', { length: formatDuration(finding.endAt - finding.startAt) })}
          </small>
        </span>
      </button>
      {!finding.isTechnical && reading.value === null && (
        <span class="finding-acts">
          <button
            type="button"
            class="judge judge-confirm"
            aria-pressed={isJudged('confirmed')}
            aria-label={t('confirm_finding', { label })}
            title={`${t('confirm_warning')} (C)`}
            onClick={() => reviewing.judge(finding, 'confirmed')}
          >
            <Icon node={Check} size={16} />
          </button>
          <button
            type="button"
            class="judge judge-dismiss"
            aria-pressed={isJudged('dismissed')}
            aria-label={t('dismiss_finding', { label })}
            title={`${t('dismiss_warning')} (D)`}
            onClick={() => reviewing.judge(finding, 'dismissed')}
          >
            <Icon node={X} size={16} />
          </button>
          {reviewing.forward && (
            <button
              type="button"
              class="judge"
              aria-pressed={isForwarded ? 'true' : 'false'}
              aria-label={t('forward_finding', { label })}
              title={`${t('forward_warning')} (T)`}
              onClick={() => reviewing.forward?.(finding)}
            >
              <Icon node={MessageSquareWarning} size={15} />
            </button>
          )}
          <button
            type="button"
            class="judge"
            aria-label={t('note_finding', { label })}
            title={`${t('note_warning')} (E)`}
            onClick={() => reviewing.editNote(finding)}
          >
            <Icon node={Pencil} size={15} />
          </button>
        </span>
      )}
      {reviewing.noting === finding.key ? (
        <NoteEditor finding={finding} reviewing={reviewing} />
      ) : (
        finding.note && <p class="finding-note">{finding.note}</p>
      )}
    </li>
  );
}

/** Who noticed it, how sure, and what a machine saw; its own words of that under the pointer. */
function Particulars({ finding, isForwarded }: { finding: Finding; isForwarded: boolean }) {
  const { source, reason, hidden } = finding.warnings[0]!;
  const seen = seenWords(finding.warnings[0]!);
  const sure = finding.warnings.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  return (
    <small class="quiet" title={reason}>
      {t(`source_${source}`)}
      {sure.length > 0 && ` · ${formatPercent(Math.max(...sure), language.value)}`}
      {finding.isTechnical && ` · ${t('technical')}`}
      {seen && ` · ${seen}`}
      {isForwarded && ` · ${t('finding_forwarded')}`}
      {hidden && (
        <>
          {' · '}
          <Icon node={EyeOff} size={12} /> {t('hidden_from_student')}
        </>
      )}
    </small>
  );
}

/** Where two reviewers have to agree: what each said, for those who may see it. */
function Said({ finding }: Pick<RowProps, 'finding'>) {
  const said = new Set(
    finding.warnings.flatMap((warning) =>
      warning.said.map(({ by, judgement }) => t(`said_${judgement ?? 'nothing'}`, { by })),
    ),
  );
  return said.size === 0 ? null : <small class="quiet">{[...said].join(' · ')}</small>;
}
