import assert from 'node:assert/strict';
import { decide, finishedSession, silentSession, until } from '../acts.ts';
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
  'is signed with a future exp and nothing else': async (world) => {
    const { token, headers } = await reviewed(world);
    assert.deepEqual(Object.keys(token), ['exp']);
    assert.ok(Number(token['exp']) > world.server.now() / 1000);
    assert.match(String(headers['content-type']), /^application\/json/);
  },
});
