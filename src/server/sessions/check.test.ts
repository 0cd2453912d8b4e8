import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../protocol/check.ts';
import { failedHardChecks } from './check.ts';

const report = (...results: CheckReport['results']): CheckReport => ({
  results,
  userAgent: '',
  extensionVersion: '',
  tries: 1,
});
const green = (['camera', 'microphone', 'screen', 'server'] as const).map((id) => ({ id, ok: true }));

describe('failedHardChecks', () => {
  it('lets pass what only advises', () => {
    expect(failedHardChecks(report(...green, { id: 'face', ok: false, cause: 'no_face' }), [])).toEqual([]);
  });

  it('names what is red and what is missing', () => {
    const results = green.slice(1).map((result) => ({ ...result, ok: result.id !== 'screen' }));
    expect(failedHardChecks(report(...results), [])).toEqual(['camera', 'screen']);
  });

  it('lets pass what the exam softened', () => {
    expect(failedHardChecks(report({ id: 'camera', ok: true }), ['microphone', 'screen', 'server'])).toEqual(
      [],
    );
  });
});
