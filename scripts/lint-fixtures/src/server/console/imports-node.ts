// must fail: eslint(no-restricted-imports)
import { target } from 'node:fs';

export const used = target;
