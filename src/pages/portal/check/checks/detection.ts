import { bad, type Check, good } from '../check.ts';

/** Faces are found on this computer, by WebGL: needs a graphics driver that works and a model that loads. */
export const detection: Check = {
  id: 'detection',
  needs: ['camera'],
  run: async ({ countFaces }) => {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (!gl) return bad('detection', 'no_webgl');
    const faces = await countFaces();
    return faces === null ? bad('detection', 'failed', 'model') : good('detection');
  },
};
