// must fail: eslint(no-restricted-imports)
import { target } from './console/target.ts';

export const used = target;
