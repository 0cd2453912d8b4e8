import { bad, type Check, good } from '../check.ts';
import { waitUntil } from './wait-until.ts';

/** Brightness (0–255) hardly differs over the picture of a covered lens: measured variance is near 0. */
const MIN_VARIANCE = 20;

export const lens: Check = {
  id: 'lens',
  needs: ['camera'],
  run: async ({ capture }, signal) => {
    const variance = await waitUntil(
      async () => (await capture()).camera.lumaVariance,
      (value) => value !== undefined && value >= MIN_VARIANCE,
      { forMs: 5000, signal },
    );
    if (variance === undefined) return bad('lens', 'failed', 'no picture');
    const text = `variance ${Math.round(variance)}`;
    return variance >= MIN_VARIANCE ? good('lens', text) : bad('lens', 'covered', text);
  },
};
