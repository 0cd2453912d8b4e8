/** Minutes east of Greenwich at a moment (milliseconds since 1970); NaN for a zone that is not known here. */
export function offsetMinutes(timeZone: string, at: number): number {
  try {
    const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value;
    const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name ?? '');
    if (!match) return Number.NaN;
    return (match[1] === '-' ? -1 : 1) * (Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0));
  } catch {
    return Number.NaN;
  }
}

/**
 * The moment at which a clock in `timeZone` shows what a UTC clock shows at `asUtc`. An hour that the clocks jump over
 * is taken an hour later or earlier; of one that comes twice, either is meant.
 */
export function momentOf(asUtc: number, timeZone: string): number {
  const near = asUtc - offsetMinutes(timeZone, asUtc) * 60_000;
  // The offset of that very moment: clocks may be changed in between.
  return asUtc - offsetMinutes(timeZone, near) * 60_000;
}
