import { bad, type Check, good } from '../check.ts';
import { waitUntil } from './wait-until.ts';

export const face: Check = {
  id: 'face',
  needs: ['camera', 'detection'],
  run: async ({ countFaces }, signal) => {
    const faces = await waitUntil(countFaces, (count) => count === 1, { forMs: 6000, everyMs: 500, signal });
    if (faces === null) return bad('face', 'failed', 'no detection');
    if (faces === 1) return good('face');
    return bad('face', faces === 0 ? 'no_face' : 'many_faces', `faces ${faces}`);
  },
};
