import { expect, it, vi } from 'vitest';
import type { SessionId } from '../protocol/ids.ts';
import { eachSession } from './each-session.ts';

const [bad, worse, good] = ['bad', 'worse', 'good'] as SessionId[];

it('lets one that fails keep no other from its turn, and tells of all that failed once', async () => {
  const error = vi.fn();
  const done: SessionId[] = [];
  const failed = await eachSession(
    [bad!, worse!, good!],
    async (id) => {
      if (id !== good) throw new Error(id);
      done.push(id);
    },
    { log: { error }, complaint: 'could not be done' },
  );
  expect(failed.map(({ sessionId }) => sessionId)).toEqual([bad, worse]);
  expect(done).toEqual([good]);
  expect(error.mock.calls).toEqual([
    [{ err: new Error('bad'), sessionIds: [bad, worse] }, 'could not be done'],
  ]);
});

it('is over once it is aborted', async () => {
  const error = vi.fn();
  const stop = new AbortController();
  const begun: SessionId[] = [];
  await eachSession(
    [bad!, good!],
    async (id) => {
      begun.push(id);
      stop.abort();
      throw new Error('the database is closed');
    },
    { log: { error }, complaint: 'could not be done', signal: stop.signal },
  );
  expect(begun).toEqual([bad]);
  expect(error).not.toHaveBeenCalled();
});
