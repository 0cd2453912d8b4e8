// must fail: eslint(no-restricted-imports)
import { target } from '../../background/target.ts';

export const used = target;
