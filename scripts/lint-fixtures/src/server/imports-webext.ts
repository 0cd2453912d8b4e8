// must fail: eslint(no-restricted-imports)
import { target } from '../shared/webext/target.ts';

export const used = target;
