import { expect, test } from 'vitest';
import { bad, type Check, type CheckContext, good } from './check.ts';
import { allChecks } from './checks/all.ts';
import { type CheckState, dependentsOf, runChecks } from './run-checks.ts';

const context = {} as CheckContext;
const passes = (id: Check['id'], needs?: Check['needs']): Check => ({
  id,
  ...(needs && { needs }),
  run: async () => good(id),
});

async function run(checks: Check[], timeoutMs = 1000, signal = new AbortController().signal) {
  const states: [string, CheckState['state']][] = [];
  const results = await runChecks(checks, context, {
    onChange: (id, { state }) => states.push([id, state]),
    signal,
    timeoutMs,
  });
  return { states, results };
}

test('a check waits for what it needs', async () => {
  const order: string[] = [];
  const camera: Check = {
    id: 'camera',
    run: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('camera');
      return good('camera');
    },
  };
  const light: Check = {
    id: 'light',
    needs: ['camera'],
    run: async () => (order.push('light'), good('light')),
  };
  const { results } = await run([camera, light]);
  expect(order).toEqual(['camera', 'light']);
  expect(results.map(({ id }) => id)).toEqual(['camera', 'light']);
});

test('a check may need one that stands after it in the list', async () => {
  const { results } = await run([passes('face', ['detection']), passes('detection')]);
  expect(results.map(({ id }) => id)).toEqual(['face', 'detection']);
});

test('the order of the list does not matter to what is needed', async () => {
  const { results } = await run([passes('face', ['detection']), passes('detection')]);
  expect(results.map(({ id }) => id)).toEqual(['face', 'detection']);
});

test('what needs a failed check is skipped and not reported, all the way down', async () => {
  const camera: Check = { id: 'camera', run: async () => bad('camera', 'busy') };
  const { results, states } = await run([camera, passes('light', ['camera']), passes('face', ['light'])]);
  expect(results).toEqual([{ id: 'camera', ok: false, cause: 'busy' }]);
  expect(states).toContainEqual(['face', 'skipped']);
});

test('a check that hangs ends with its reason, and does not hold up the others', async () => {
  const hangs: Check = { id: 'webrtc', run: () => new Promise(() => undefined) };
  const { results } = await run([hangs, passes('clock')], 30);
  expect(results).toEqual([
    { id: 'webrtc', ok: false, cause: 'timeout' },
    { id: 'clock', ok: true },
  ]);
});

test('a check that throws has failed', async () => {
  const throws: Check = { id: 'socket', run: async () => Promise.reject(new Error('no socket')) };
  const { results } = await run([throws]);
  expect(results).toEqual([{ id: 'socket', ok: false, cause: 'failed', value: 'no socket' }]);
});

test('what is not made again still counts for what needs it', async () => {
  const again = [passes('face', ['camera', 'detection']), passes('detection', ['camera'])];
  const options = { onChange: () => undefined, signal: new AbortController().signal };
  const good_ = await runChecks(again, context, { ...options, known: [good('camera')] });
  expect(good_.map(({ id }) => id)).toEqual(['face', 'detection']);
  expect(await runChecks(again, context, { ...options, known: [bad('camera', 'busy')] })).toEqual([]);
});

test('what hangs on a check is found all the way down', () => {
  expect([...dependentsOf('camera', allChecks)].sort()).toEqual([
    'camera',
    'detection',
    'face',
    'lens',
    'light',
  ]);
  expect([...dependentsOf('microphone', allChecks)]).toEqual(['microphone']);
});

test('leaving ends the run', async () => {
  const leaving = new AbortController();
  const hangs: Check = { id: 'webrtc', run: () => new Promise(() => undefined) };
  const running = run([hangs], 1000, leaving.signal);
  leaving.abort();
  await expect(running).rejects.toThrow();
});
