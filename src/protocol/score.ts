import type { ExamSettings } from './exam-settings.ts';
import { isAllowedBy, isTechnical, scoreKeyOf, type Warning, type WarningType } from './warnings.ts';

/** What a person said of a warning; null = nobody has judged it. */
export const judgements = ['confirmed', 'dismissed'] as const;
export type Judgement = (typeof judgements)[number];

export type ScoredWarning = Pick<Warning, 'type' | 'startAt' | 'endAt' | 'source' | 'confidence'> & {
  judgement: Judgement | null;
};
export type ScoreSettings = Pick<ExamSettings, 'mode' | 'rules' | 'scoreConfig' | 'attentionLevel'>;

/** What one kind of warning adds: `count` warnings, `seconds` long together, weigh `points`. */
export interface ScorePart {
  type: WarningType;
  weight: number;
  count: number;
  seconds: number;
  points: number;
}
export interface Score {
  /** 0–100, the higher the worse. */
  score: number;
  threshold: { attention: number; rejected: number };
  /** Largest first. Their points add up to more than `score` only where it stops at 100. */
  parts: ScorePart[];
}

const POINTS_AT_ONCE = 5;
const SECONDS_A_POINT = 6;
/** For kinds that `scoreConfig` has no weight for, which only people find: books, a second display … */
const OTHER_WEIGHT = 1;
/** A person's word that somebody cheated weighs as much as anything can. */
const CHEATER_WEIGHT = 10;

/**
 * The score of a session: each warning that counts adds
 *
 *     weight × share × (5 + seconds / 6)
 *
 * and the sum, rounded, stops at 100. `weight` (0–10) is the exam's, from `scoreConfig`; `share` says how sure we are:
 *
 * - 1 for what a person saw or confirmed;
 * - 0 for what a person dismissed, for what the rules allow and for technical faults;
 * - for what nobody has judged yet: in the mode `auto` its confidence, so that an unsure detector moves the score less
 *   (1 where the system told it and nothing had to be estimated, such as a page that was hidden; 0 for an estimate that
 *   does not say how sure it is); in every other mode 0, because there a person judges first.
 *
 * So the score never falls when a confirmed warning is added or grows longer. An end that was never reported counts no
 * seconds: what nobody measured is not held against anybody. A confirmed absence of ten seconds (weight 2) is 13
 * points; the exam's levels say from where on that deserves attention (60) or a rejection (80).
 */
export function scoreOf(warnings: readonly ScoredWarning[], settings: ScoreSettings): Score {
  const parts = new Map<WarningType, ScorePart>();
  for (const warning of warnings) {
    const share = shareOf(warning, settings);
    const weight = weightOf(warning.type, settings);
    if (share * weight === 0) continue;
    const { type } = warning;
    const part = parts.get(type) ?? { type, weight, count: 0, seconds: 0, points: 0 };
    const seconds = secondsOf(warning);
    parts.set(type, {
      ...part,
      count: part.count + 1,
      seconds: part.seconds + seconds,
      points: part.points + weight * share * (POINTS_AT_ONCE + seconds / SECONDS_A_POINT),
    });
  }
  const sum = [...parts.values()].reduce((total, { points }) => total + points, 0);
  return {
    score: Math.min(100, Math.round(sum)),
    threshold: { attention: settings.attentionLevel, rejected: settings.scoreConfig.cheater_level },
    parts: [...parts.values()].sort((a, b) => b.points - a.points),
  };
}

/** How much of a warning counts, 0–1. */
export function shareOf(warning: ScoredWarning, { mode, rules }: ScoreSettings): number {
  const { type, source, confidence, judgement } = warning;
  if (isTechnical(type) || isAllowedBy(type, rules) || judgement === 'dismissed') return 0;
  if (judgement === 'confirmed' || source === 'human') return 1;
  if (mode !== 'auto') return 0;
  return confidence ?? (source === 'ai' ? 0 : 1);
}

/** 0–10; 0 for technical faults. */
export function weightOf(type: WarningType, { scoreConfig }: Pick<ExamSettings, 'scoreConfig'>): number {
  if (isTechnical(type)) return 0;
  if (type === 'cheater') return CHEATER_WEIGHT;
  const key = scoreKeyOf(type);
  return key ? scoreConfig[key] : OTHER_WEIGHT;
}

const secondsOf = ({ startAt, endAt }: ScoredWarning): number =>
  endAt === null ? 0 : Math.max(0, endAt - startAt) / 1000;

/** What a score alone would say. In `auto` mode it is proposed to a person, or decides, where the exam wants that. */
export function verdictByScore({ score, threshold }: Score): 'accepted' | 'rejected' | 'unknown' {
  if (score > threshold.rejected) return 'rejected';
  return score > threshold.attention ? 'unknown' : 'accepted';
}
