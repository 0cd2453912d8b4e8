// must fail: eslint(no-restricted-imports)
import { target } from '../ui/target.ts';

export const used = target;
