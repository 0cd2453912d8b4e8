import type { Finding } from '../session/findings.ts';

/** So many findings get pictures: taking them needs time, and a paper with hundreds helps nobody. */
const MOST_PICTURES = 60;

interface Printed {
  /** Everything that somebody may be judged by, in the order in which it happened. */
  printed: Finding[];
  /** Those of them that get pictures: what was confirmed before what nobody judged, then by rank. */
  pictured: Finding[];
}

export function chooseFindings(findings: readonly Finding[], mostPictures = MOST_PICTURES): Printed {
  const printed = findings.filter(({ isTechnical, judgement }) => !isTechnical && judgement !== 'dismissed');
  const order = ({ judgement }: Finding) => (judgement === 'confirmed' ? 0 : 1);
  const pictured = printed.toSorted((a, b) => order(a) - order(b) || b.rank - a.rank).slice(0, mostPictures);
  return { printed: inTime(printed), pictured: inTime(pictured) };
}

const inTime = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => a.startAt - b.startAt);
