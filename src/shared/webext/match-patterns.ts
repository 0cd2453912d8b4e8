/**
 * The permission that lets the extension into the pages of a match pattern: Chrome grants hosts, not paths.
 * `https://lms.example.edu/mod/quiz/*` → `https://lms.example.edu/*`.
 */
export const hostPermissionOf = (pattern: string): string =>
  pattern.replace(/^([^/]+\/\/[^/]+)\/.*$/, '$1/*');

export const hostPermissionsOf = (patterns: readonly string[]): string[] => [
  ...new Set(patterns.map(hostPermissionOf)),
];

/** All pages of an exam's quiz: those with the panel and the frames inside them. */
export const pagePatterns = ({
  patterns,
  framePatterns = [],
}: {
  patterns: readonly string[];
  framePatterns?: readonly string[] | undefined;
}): string[] => [...new Set([...patterns, ...framePatterns])];
