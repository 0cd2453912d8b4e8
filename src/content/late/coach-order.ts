import type { CoachAdvice, ExamView, Hint } from '../../protocol/view-port.ts';

/** What matters more is said alone: three sentences at once help nobody. */
const order = { conduct: 0, fault: 1, tip: 2 } as const satisfies Record<CoachAdvice['kind'], number>;

/** What the student is to be asked about. */
export const hintOf = ({ coach = [] }: Pick<ExamView, 'coach'>): Hint | null =>
  (coach.find(({ advice }) => advice === 'virtual_camera' || advice === 'virtual_machine')?.advice as Hint) ??
  null;

export function mostUrgent({
  coach = [],
  camera,
  microphone,
}: Pick<ExamView, 'coach' | 'camera' | 'microphone'>) {
  // Of a device that is muted its own notice tells.
  return coach
    .filter(({ advice }) => !(advice === 'mic_muted' && microphone === 'muted'))
    .filter(({ advice }) => !(advice === 'picture_frozen' && camera === 'muted'))
    .toSorted((a, b) => order[a.kind] - order[b.kind] || b.since - a.since)[0];
}
