import assert from 'node:assert/strict';
import { changeSession } from '../../../src/server/sessions/change-session.ts';
import { newWarning } from '../../server/exam-actors.ts';
import { decide, finish, finishedSession, runningSession, silentSession, until } from '../acts.ts';
import { casesOf } from '../case.ts';
import type { World } from '../world.ts';

async function reviewed(world: World, state: 'accepted' | 'rejected' | 'unknown' = 'accepted') {
  const { claims, sessionId } = await finishedSession(world);
  await decide(world, sessionId, state);
  return until('the review arrives', () =>
    world.plugin.of('review', claims.sessionId).find(({ body }) => body['conclusion'] === state),
  );
}
const complete = [
  'conclusion',
  'comment',
  'score',
  'threshold',
  'warnings',
  'warningTitles',
  'reportUrl',
  'archive',
  'sessionStart',
  'sessionEnd',
];

/** Facts 2 and 2.1. */
export const reviewCases = casesOf('review', {
  'is complete, with an integer score': async (world) => {
    const { body } = await reviewed(world);
    for (const field of complete) assert.ok(field in body, `${field} is missing`);
    assert.ok(Number.isInteger(body['score']));
    assert.equal(body['accountId'], 1);
  },
  'says rejected': async (world) => void (await reviewed(world, 'rejected')),
  'thresholds are integers': async (world) => {
    const { attention, rejected } = (await reviewed(world)).body['threshold'] as Record<string, number>;
    assert.deepEqual([attention, rejected], [60, 80]);
  },
  'times have an offset': async (world) => {
    const { body } = await reviewed(world);
    for (const name of ['sessionStart', 'sessionEnd']) {
      assert.match(String(body[name]), /T\d\d:\d\d:\d\d\+00:00$/);
    }
  },
  'names the faults of the line': async (world) => {
    const { claims, sessionId } = await silentSession(world);
    await decide(world, sessionId, 'unknown');
    const { body } = await until('the review arrives', () =>
      world.plugin.of('review', claims.sessionId).at(-1),
    );
    const warnings = body['warnings'] as { type: string; cyber: boolean }[];
    assert.deepEqual(warnings.map(({ type }) => type).sort(), ['WARNING_NO_PING', 'WARNING_TIMEOUT']);
    assert.equal(body['score'], 0);
    for (const type of ['WARNING_NO_PING', 'WARNING_TIMEOUT']) {
      assert.ok((body['warningTitles'] as Record<string, object>)[type], `${type} has no title`);
    }
  },
  "is told anew when people's judgements turn what the score decided": async (world) => {
    const { claims, student } = await runningSession(world, { proctoring: 'auto' });
    const params = { sessionId: student.sessionId };
    await changeSession(world.server.services, student.sessionId, (change) =>
      change.set({ settings: { ...change.session.settings, autoVerdictNeedsPerson: false } }),
    );
    const now = world.server.now();
    for (let i = 0; i < 8; i += 1) {
      const saw = { endAt: now, confidence: 1 };
      student.note({ kind: 'warning', warning: newWarning('extra_user_in_frame', now - 60_000, saw) });
    }
    await student.send();
    await finish(world, claims.sessionId);
    await student.drained();
    const told = (conclusion: string) =>
      until(`the LMS is told ${conclusion}`, () =>
        world.plugin.of('review', claims.sessionId).find(({ body }) => body['conclusion'] === conclusion),
      );
    assert.equal((await told('rejected')).body['score'], 100);
    const proctor = await world.tokenOf('proctor');
    const { warnings } = await world.server.call('consoleSession', { params }, proctor);
    const body = { warningIds: warnings.map(({ id }) => id), judgement: 'dismissed' as const };
    await world.server.call('judge', { params, body }, proctor);
    assert.equal((await told('accepted')).body['score'], 0);
  },
  'is signed with a future exp and nothing else': async (world) => {
    const { token, headers } = await reviewed(world);
    assert.deepEqual(Object.keys(token), ['exp']);
    assert.ok(Number(token['exp']) > world.server.now() / 1000);
    assert.match(String(headers['content-type']), /^application\/json/);
  },
});
