import { describe, expect, it } from 'vitest';
import type { SessionDetail } from '../../../protocol/api.ts';
import type { WarningId } from '../../../protocol/ids.ts';
import type { ChatMessage } from '../../../protocol/views.ts';
import type { Warning } from '../../../protocol/warnings.ts';
import { forwardedIn, withJudged, withMessage, withSaid, withWarning } from './merge.ts';

const detail = { chat: [], warnings: [], timeline: [] } as unknown as SessionDetail;
const message = (id: string, seq: number) =>
  ({ id, seq, at: seq, from: 'student', authorName: 'A', text: id }) as unknown as ChatMessage;
const warning = (id: string, startAt: number, endAt: number | null) =>
  ({ id, type: 'phone', startAt, endAt, source: 'ai', confidence: null, reason: '' }) as unknown as Warning;

describe('news of a session', () => {
  it('takes a message once and in the order of the server', () => {
    const merged = [message('b', 2), message('a', 1), message('b', 2)].reduce(withMessage, detail);
    expect(merged.chat.map(({ id }) => id)).toEqual(['a', 'b']);
  });
  it('knows which warnings the student was told of', () => {
    const words = { kind: 'warning', warningId: 'w' as WarningId, type: 'phone' } as const;
    const told = withSaid(detail, message('a', 1), words);
    expect(forwardedIn(told)).toEqual(['w']);
    expect(withSaid(detail, message('a', 1), { kind: 'text', text: 'a' }).timeline).toEqual([]);
  });
  it('ends a warning in its place and keeps whether it is hidden', () => {
    const begun = withWarning(withWarning(detail, warning('x', 1, null)), warning('y', 5, 6));
    const hidden = { ...begun, warnings: begun.warnings.map((item) => ({ ...item, hidden: true })) };
    const ended = withWarning(hidden, warning('x', 1, 4));
    expect(ended.warnings.map(({ id, endAt, hidden }) => [id, endAt, hidden])).toEqual([
      ['x', 4, true],
      ['y', 6, true],
    ]);
  });
  it('takes what another console judged, and the score of it', () => {
    const begun = withWarning(withWarning(detail, warning('x', 1, null)), warning('y', 5, 6));
    const judgedX = { ...begun.warnings[0]!, judgement: 'confirmed' as const, judgedBy: 'B' };
    const score = { score: 20 } as unknown as SessionDetail['score'];
    const merged = withJudged(begun, { warnings: [judgedX], score });
    expect(merged.warnings.map(({ judgement }) => judgement)).toEqual(['confirmed', null]);
    expect(merged.score).toBe(score);
  });
});
