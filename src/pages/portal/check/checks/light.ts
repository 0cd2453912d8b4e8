import { bad, type Check, good } from '../check.ts';
import { waitUntil } from './wait-until.ts';

/** Mean brightness (0–255) under which a face can hardly be made out. */
const MIN_LUMA = 40;

export const light: Check = {
  id: 'light',
  needs: ['camera', 'lens'],
  run: async ({ capture }, signal) => {
    // A camera needs a moment to adapt itself to the light.
    const luma = await waitUntil(
      async () => (await capture()).camera.meanLuma,
      (value) => value !== undefined && value >= MIN_LUMA,
      { forMs: 5000, signal },
    );
    if (luma === undefined) return bad('light', 'failed', 'no picture');
    const text = `${Math.round((luma / 255) * 100)} %`;
    return luma >= MIN_LUMA ? good('light', text) : bad('light', 'dark', text);
  },
};
