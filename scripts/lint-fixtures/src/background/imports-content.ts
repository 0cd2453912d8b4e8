// must fail: eslint(no-restricted-imports)
import { target } from '../content/target.ts';

export const used = target;
