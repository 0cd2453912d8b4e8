import { bad, type Check, good } from '../check.ts';

export const displays: Check = {
  id: 'displays',
  run: async ({ countDisplays, allowMultipleDisplays }) => {
    const count = await countDisplays();
    return count <= 1 || allowMultipleDisplays
      ? good('displays', String(count))
      : bad('displays', 'several_displays', String(count));
  },
};
