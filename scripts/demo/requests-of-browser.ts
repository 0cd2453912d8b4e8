/**
 * Hosts that Chromium itself calls whatever page is open: updates, experiments, lists of bad sites, its sign-in.
 * Nothing of ours names one of them, which the build can be searched for.
 */
const ownHosts =
  /(^|\.)(google\.com|googleapis\.com|gstatic\.com|gvt1\.com|gvt2\.com|googleusercontent\.com|chromium\.org|doubleclick\.net):\d+$/;

/** Some single-word names are the browser's probe for networks that answer every name. */
const isProbe = (request: string): boolean => /^[a-z]{7,15}:80$/.test(request);

/**
 * Chrome catches the address that ends a `launchWebAuthFlow`, and yet opens a connection to its host beforehand; nothing
 * is ever sent over it.
 */
const isSignInEnd = (request: string): boolean => /^[a-p]{32}\.chromiumapp\.org:443$/.test(request);

export const isOfBrowser = (request: string): boolean =>
  ownHosts.test(request) || isProbe(request) || isSignInEnd(request);
