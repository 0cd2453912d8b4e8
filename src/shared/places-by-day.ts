import type { CalendarView } from '../protocol/api/calendar.ts';

export type Place = CalendarView['slots'][number];
export interface Day {
  /** `2026-11-30` in the student's time zone. */
  key: string;
  slots: Place[];
}

/** Free places by the student's own days, soonest first; their present place is none to choose. */
export function placesByDay(
  slots: readonly Place[],
  ownStartsAt: number | null,
  timeZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone,
): Day[] {
  // Sweden writes dates as ISO 8601 does.
  const dayOf = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' });
  const free = slots.filter((slot) => slot.free > 0 && slot.startsAt !== ownStartsAt);
  const days = Map.groupBy(free, ({ startsAt }) => dayOf.format(startsAt));
  return [...days].map(([key, ofDay]) => ({ key, slots: ofDay }));
}
