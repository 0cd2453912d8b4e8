import { bad, type Check, good } from '../check.ts';

export const camera: Check = {
  id: 'camera',
  run: async ({ capture, deviceCause }) => {
    if (deviceCause.camera) return bad('camera', deviceCause.camera);
    const { camera: status } = await capture();
    switch (status.state) {
      case 'live':
        return good('camera', [status.label, sizeText(status)].filter(Boolean).join(', '));
      case 'muted':
        return bad('camera', 'muted', status.label);
      case 'failed':
        return bad('camera', status.cause, status.detail);
      case 'off':
        return bad('camera', 'missing');
    }
  },
};

const sizeText = ({ width, height }: { width?: number; height?: number }): string =>
  width && height ? `${width}×${height}` : '';
