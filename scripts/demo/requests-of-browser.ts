/**
 * Hosts that Chromium itself calls whatever page is open: updates, experiments, lists of bad sites, its sign-in.
 * Nothing of ours names one of them, which the build can be searched for.
 */
const ownHosts =
  /(^|\.)(google\.com|googleapis\.com|gstatic\.com|gvt1\.com|gvt2\.com|googleusercontent\.com|chromium\.org|doubleclick\.net):\d+$/;

/** Some single-word names are the browser's probe for networks that answer every name. */
const isProbe = (request: string): boolean => /^[a-z]{7,15}:80$/.test(request);

export const isOfBrowser = (request: string): boolean => ownHosts.test(request) || isProbe(request);
