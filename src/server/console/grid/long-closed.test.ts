import { expect, it } from 'vitest';
import type { SessionId } from '../../../protocol/ids.ts';
import { longClosed } from './long-closed.ts';

it('lets those leave who have been over for two minutes', () => {
  const since = new Map([
    ['a' as SessionId, 0],
    ['b' as SessionId, 60_000],
  ]);
  expect(longClosed(since, 119_000)).toEqual([]);
  expect(longClosed(since, 120_000)).toEqual(['a']);
});
