import { expect, it } from 'vitest';
import type { Finding } from '../session/findings.ts';
import { chooseFindings } from './choose-findings.ts';

const finding = (key: string, startAt: number, more: Partial<Finding> = {}) =>
  ({ key, startAt, rank: 1, isTechnical: false, judgement: null, ...more }) as Finding;
const keys = (findings: readonly Finding[]) => findings.map(({ key }) => key).join('');

it('prints everything that counts in the order of time, and gives pictures to what was confirmed first', () => {
  const { printed, pictured } = chooseFindings(
    [
      finding('a', 1, { rank: 9 }),
      finding('b', 5, { rank: 8 }),
      finding('c', 4, { judgement: 'confirmed' }),
      finding('d', 3, { judgement: 'dismissed', rank: 10 }),
      finding('e', 2, { isTechnical: true }),
      finding('f', 0, { rank: 7 }),
    ],
    2,
  );
  expect(keys(printed)).toBe('facb');
  expect(keys(pictured)).toBe('ac');
});
