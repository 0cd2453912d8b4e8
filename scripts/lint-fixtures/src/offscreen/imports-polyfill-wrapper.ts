// must fail: eslint(no-restricted-imports)
import { target } from '../shared/webext/browser.ts';

export const used = target;
