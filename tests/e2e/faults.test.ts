import { describe, expect, test } from 'vitest';
import { faults } from '../faults/faults.ts';
import { runFault } from '../faults/run-fault.ts';
import { built } from './build-once.ts';

/** The whole table is `npm run test:faults`. */
describe('what a recording outlives', () => {
  test.each(faults.filter(({ quick }) => quick === true))('$title', { timeout: 300_000 }, async (fault) => {
    const row = await runFault(fault, {
      extension: built.demoExtension,
      consoleDir: built.console,
      length: 'quick',
    });
    expect(row).toMatchObject({ ok: true, acknowledgedLost: 0 });
  });
});
