// must fail: eslint(no-restricted-imports)
import { target } from '../shared/target.ts';

export const used = target;
