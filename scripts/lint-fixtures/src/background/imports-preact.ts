// must fail: eslint(no-restricted-imports)
import { target } from 'preact';

export const used = target;
