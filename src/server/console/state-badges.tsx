import type { SessionRow } from '../../protocol/api.ts';
import { isRecordingPhase } from '../../protocol/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { t } from './texts.ts';

type Kind = 'plain' | 'accent' | 'good' | 'bad';

function phaseKind({ phase, closeReason }: Pick<SessionRow, 'phase' | 'closeReason'>): Kind {
  if (phase === 'awaiting_admission') return 'accent';
  if (phase === 'interrupted' || closeReason === 'timeout') return 'bad';
  return phase === 'running' ? 'good' : 'plain';
}

/** Where the exam stands; how it ended once it has. */
type Shown = Pick<SessionRow, 'phase' | 'closeReason' | 'online' | 'breakEndsAt'>;
export function PhaseBadge({ row }: { row: Shown }) {
  const isLost = isRecordingPhase(row.phase) && !row.online && row.phase !== 'interrupted';
  return (
    <>
      <Badge kind={phaseKind(row)}>
        {row.phase === 'closed' && row.closeReason
          ? t(`closed_short_${row.closeReason}`)
          : t(row.phase === 'paused' && row.breakEndsAt !== null ? 'on_break' : `phase_${row.phase}`)}
      </Badge>
      {isLost && <Badge kind="bad">{t('offline')}</Badge>}
    </>
  );
}

const verdictKinds = { pending: 'accent', accepted: 'good', rejected: 'bad', unknown: 'plain' } as const;

export const VerdictBadge = ({ review: { state, appealed } }: Pick<SessionRow, 'review'>) => (
  <>
    <Badge kind={verdictKinds[state]}>{t(`verdict_${state}`)}</Badge>
    {appealed && <Badge kind="bad">{t('verdict_appealed')}</Badge>}
  </>
);
