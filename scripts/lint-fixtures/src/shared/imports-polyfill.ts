// must fail: eslint(no-restricted-imports)
import { target } from 'webextension-polyfill';

export const used = target;
