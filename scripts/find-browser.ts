import { findBrowser } from '../tests/support/find-browser.ts';

/** Prints the browser that demo and tests will use; fails when there is none. */
console.log(await findBrowser());
