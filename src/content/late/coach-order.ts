import type { CoachAdvice, ExamView } from '../../protocol/view-port.ts';

/** What matters more is said alone: three sentences at once help nobody. */
const order = { conduct: 0, fault: 1, tip: 2 } as const satisfies Record<CoachAdvice['kind'], number>;

export function mostUrgent({ coach = [], microphone }: Pick<ExamView, 'coach' | 'microphone'>) {
  return coach
    .filter(({ advice }) => !(advice === 'mic_muted' && microphone === 'muted'))
    .toSorted((a, b) => order[a.kind] - order[b.kind] || b.since - a.since)[0];
}
