import type { CheckId, CheckReport } from '../../../protocol/check.ts';

/** The report as text for a letter to support: one line per check, no names, no pictures. */
export function reportText(
  { results, userAgent, extensionVersion, tries }: CheckReport,
  nameOf: (id: CheckId) => string,
  at: Date,
): string {
  return [
    `Examus ${extensionVersion}, ${at.toISOString()}, try ${tries}`,
    ...results.map(({ id, ok, cause, value }) =>
      [ok ? '+' : '−', nameOf(id), ok ? '' : `[${cause ?? 'failed'}]`, value ?? ''].filter(Boolean).join(' '),
    ),
    userAgent,
  ].join('\n');
}
