import type { ExamSettings } from '../../../protocol/exam-settings.ts';
import type { ReviewedWarning } from '../../../protocol/review.ts';
import { type Judgement, weightOf } from '../../../protocol/score.ts';
import { isTechnical, type WarningType } from '../../../protocol/warnings.ts';
import type { Span } from '../player/pieces.ts';

/** What a reviewer judges at once: one warning, or several of one kind that follow each other closely. */
export interface Finding {
  /** Id of its first warning: stays the same while others are judged. */
  key: string;
  warnings: ReviewedWarning[];
  type: WarningType;
  startAt: number;
  /** Null while it lasts. */
  endAt: number | null;
  /** Weight × confidence, of the surest of its warnings: what is worth looking at first. */
  rank: number;
  isTechnical: boolean;
  /** Null as long as one of them is not judged. What a person added is confirmed from the start. */
  judgement: Judgement | null;
  note: string;
}

const NEAR_MS = 10_000;
type Weights = Pick<ExamSettings, 'scoreConfig'>;

/** To be judged first what is worth most; then what was judged; technical faults, which nobody judges, last. */
export function findingsOf(warnings: readonly ReviewedWarning[], settings: Weights): Finding[] {
  const groups: ReviewedWarning[][] = [];
  for (const warning of [...warnings].sort((a, b) => a.startAt - b.startAt)) {
    const group = groups.findLast((each) => each[0]!.type === warning.type);
    if (group && belongsTo(group, warning)) group.push(warning);
    else groups.push([warning]);
  }
  const order = ({ isTechnical, judgement }: Finding) => (isTechnical ? 2 : judgement === null ? 0 : 1);
  return groups
    .map((group) => findingOf(group, settings))
    .sort((a, b) => order(a) - order(b) || b.rank - a.rank || a.startAt - b.startAt);
}

function belongsTo(
  group: readonly ReviewedWarning[],
  { startAt, judgement, source }: ReviewedWarning,
): boolean {
  const endAt = Math.max(...group.map((each) => each.endAt ?? each.startAt));
  // What is judged already, or comes from another, is not taken along.
  return startAt - endAt <= NEAR_MS && group[0]!.judgement === judgement && group[0]!.source === source;
}

function findingOf(warnings: ReviewedWarning[], settings: Weights): Finding {
  const { id, type, startAt, judgement, source } = warnings[0]!;
  const isLasting = warnings.some(({ endAt }) => endAt === null);
  return {
    key: id,
    warnings,
    type,
    startAt,
    endAt: isLasting ? null : Math.max(...warnings.map(({ endAt }) => endAt ?? 0)),
    rank: rankOf(warnings, settings),
    isTechnical: isTechnical(type),
    judgement: judgement ?? (source === 'human' ? 'confirmed' : null),
    note: [...new Set(warnings.map(({ note }) => note).filter(Boolean))].join(' · '),
  };
}

const rankOf = (warnings: readonly ReviewedWarning[], settings: Weights): number =>
  Math.max(...warnings.map(({ type, confidence }) => weightOf(type, settings) * (confidence ?? 1)));

/** The one to go to from `key`: the next that nobody has judged, in the order of the list. */
export function nextToJudge(findings: readonly Finding[], key: string | null): Finding | null {
  const open = findings.filter(({ isTechnical, judgement }) => !isTechnical && judgement === null);
  const at = open.findIndex((each) => each.key === key);
  return open[at + 1] ?? (at > 0 ? open[0]! : null);
}

export type Heat = 0 | 1 | 2 | 3;
const MINUTE_MS = 60_000;

/**
 * How much was going on in each minute, 0–3, by the weight, confidence and length of what nobody dismissed. The scale is
 * fixed: half a minute of something sure of weight 2 is the hottest.
 */
export function minutesOf(warnings: readonly ReviewedWarning[], whole: Span, settings: Weights): Heat[] {
  const count = Math.max(1, Math.ceil((whole.endAt - whole.startAt) / MINUTE_MS));
  const loads = Array.from({ length: count }, () => 0);
  for (const { type, startAt, endAt, confidence, judgement } of warnings) {
    const weight = weightOf(type, settings) * (judgement === 'confirmed' ? 1 : (confidence ?? 1));
    if (weight === 0 || judgement === 'dismissed') continue;
    const end = Math.max(startAt + 1000, endAt ?? whole.endAt);
    for (let minute = 0; minute < count; minute += 1) {
      const from = Math.max(startAt, whole.startAt + minute * MINUTE_MS);
      const to = Math.min(end, whole.startAt + (minute + 1) * MINUTE_MS);
      if (to > from) loads[minute]! += (weight * (to - from)) / MINUTE_MS;
    }
  }
  return loads.map((load) => (load === 0 ? 0 : load < 0.25 ? 1 : load < 1 ? 2 : 3));
}
