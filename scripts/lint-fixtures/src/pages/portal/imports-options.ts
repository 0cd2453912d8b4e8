// must fail: eslint(no-restricted-imports)
import { target } from '../options/target.ts';

export const used = target;
