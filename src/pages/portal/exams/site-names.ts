import { hostPermissionsOf } from '../../../shared/webext/match-patterns.ts';

/** The exam's sites in words, for the student: hosts without scheme, port and star. */
export const siteNames = (patterns: readonly string[]): string =>
  [...new Set(hostPermissionsOf(patterns).map((origin) => /\/\/([^/:]+)/.exec(origin)?.[1] ?? origin))].join(
    ', ',
  );
