// must fail: eslint(no-restricted-imports)
import { target } from 'valibot';

export const used = target;
