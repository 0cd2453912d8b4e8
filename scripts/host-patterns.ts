/** Hosts of the demo: server and LMS on the machine itself, any port. */
export const loopbackPatterns = ['http://127.0.0.1/*', 'http://localhost/*'];

const pattern = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?\/\S*$/i;
const pinnedDown = 'it must look like https://lms.example.edu/* or https://*.example.edu/*';

/**
 * Reads `--hosts`: match patterns, comma-separated or repeated, each naming a host. Throws with the pattern that is
 * wrong: Chrome would drop it with a warning nobody sees, and a bare `*` would make the extension one for all sites.
 */
export function parseHostPatterns(given: readonly string[]): string[] {
  const patterns = given
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter(Boolean);
  for (const text of patterns) {
    if (!pattern.test(text)) throw new Error(`--hosts: "${text}" is no host pattern: ${pinnedDown}`);
    if (/^https?:\/\/\*\.[^.]+\//.test(text))
      throw new Error(`--hosts: "${text}" is a whole top-level domain: ${pinnedDown}`);
  }
  return [...new Set(patterns)];
}
