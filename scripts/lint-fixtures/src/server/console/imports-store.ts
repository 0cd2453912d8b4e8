// must fail: eslint(no-restricted-imports)
import { target } from '../store/target.ts';

export const used = target;
