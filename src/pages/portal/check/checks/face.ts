import { bad, type Check, good } from '../check.ts';
import { waitUntil } from './wait-until.ts';

export const face: Check = {
  id: 'face',
  needs: ['camera', 'detection'],
  run: async ({ countFaces, calibrate }, signal) => {
    const faces = await waitUntil(countFaces, (count) => count === 1, { forMs: 6000, everyMs: 500, signal });
    if (faces === null) return bad('face', 'failed', 'no detection');
    // Whose head pose cannot be measured now is measured in the exam: nothing that the student could mend.
    if (faces === 1) return good('face', (await calibrate()) ? undefined : 'head pose not measured');
    return bad('face', faces === 0 ? 'no_face' : 'many_faces', `faces ${faces}`);
  },
};
