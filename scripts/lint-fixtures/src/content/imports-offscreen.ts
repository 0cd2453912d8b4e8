// must fail: eslint(no-restricted-imports)
import { target } from '../offscreen/target.ts';

export const used = target;
