import * as v from 'valibot';

/** A student's place in the calendar of an exam with `schedule`. Times are milliseconds since 1970. */
export const booking = v.object({
  startsAt: v.number(),
  endsAt: v.number(),
  /** The exam can be begun from then on. */
  opensAt: v.number(),
  /** Until then it can be given back or changed. */
  cancelBy: v.number(),
});
export type Booking = v.InferOutput<typeof booking>;
