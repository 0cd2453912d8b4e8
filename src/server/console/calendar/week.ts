/** Seven days from a Monday, in the time zone of this computer. Days are written `2026-11-30`. */
export interface Week {
  from: number;
  to: number;
  before: string;
  after: string;
}

/** The week of a day; without one, or with one that is no date, that of `now`. */
export function weekOf(day: string | undefined, now: number): Week {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  const asked = new Date(year ?? NaN, (month ?? NaN) - 1, date ?? NaN);
  const at = Number.isNaN(asked.getTime()) ? new Date(now) : asked;
  const monday = at.getDate() - ((at.getDay() + 6) % 7);
  // By the calendar, not by hours: a week in which the clocks change is no 168 hours long.
  const dayAt = (days: number) => new Date(at.getFullYear(), at.getMonth(), monday + days);
  return {
    from: dayAt(0).getTime(),
    to: dayAt(7).getTime(),
    before: isoDay(dayAt(-7)),
    after: isoDay(dayAt(7)),
  };
}

export const isoDay = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
