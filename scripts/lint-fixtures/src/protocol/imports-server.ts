// must fail: eslint(no-restricted-imports)
import { target } from '../server/target.ts';

export const used = target;
