import { bad, type Check, good } from '../check.ts';

export const screen: Check = {
  id: 'screen',
  run: async ({ capture }) => {
    const { screen: status } = await capture();
    if (status.state === 'failed') return bad('screen', status.cause, status.detail);
    if (status.state === 'off') return bad('screen', 'dismissed');
    const size = status.width && status.height ? `${status.width}×${status.height}` : status.label;
    return status.surface === 'monitor'
      ? good('screen', size)
      : bad('screen', 'not_whole_screen', status.surface);
  },
};
