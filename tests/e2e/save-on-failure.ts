import { basename } from 'node:path';
import { afterEach, beforeAll, type RunnerTestSuite } from 'vitest';
import { onLeaving } from '../support/at-hand.ts';
import { saveEvidence } from '../support/evidence.ts';

/** Runs before each file of browser tests: whatever a failed test had open leaves pictures and logs. */
let file: Readonly<RunnerTestSuite> | undefined;
let isSaved = false;

// oxlint-disable-next-line no-empty-pattern -- Vitest reads from this very pattern that no fixture is wanted
beforeAll(({}, suite) => {
  file = suite as RunnerTestSuite;
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  isSaved = true;
  await saveEvidence(task.name);
});
// A preparation that failed leaves no test to end after; what it opened is closed next.
onLeaving(async () => {
  if (isSaved || !file || !hasFailed(file)) return;
  isSaved = true;
  await saveEvidence(`before ${basename(file.file.name)}`);
});

const hasFailed = (suite: Readonly<RunnerTestSuite>): boolean =>
  suite.result?.state === 'fail' || suite.tasks.some((task) => task.type === 'suite' && hasFailed(task));
