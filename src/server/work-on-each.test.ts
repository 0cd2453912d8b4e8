import { expect, it, vi } from 'vitest';
import { workOnEach } from './work-on-each.ts';

const [bad, worse, good] = ['bad', 'worse', 'good'] as const;

it('lets one that fails keep no other from its turn, and tells of all that failed once', async () => {
  const error = vi.fn();
  const done: string[] = [];
  const failed = await workOnEach(
    [bad, worse, good],
    async (id) => {
      if (id !== good) throw new Error(id);
      done.push(id);
    },
    { log: { error }, complaint: 'could not be done' },
  );
  expect(failed.map(({ id }) => id)).toEqual([bad, worse]);
  expect(done).toEqual([good]);
  expect(error.mock.calls).toEqual([[{ err: new Error('bad'), ids: [bad, worse] }, 'could not be done']]);
});

it('is over once it is aborted', async () => {
  const error = vi.fn();
  const stop = new AbortController();
  const begun: string[] = [];
  await workOnEach(
    [bad, good],
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
