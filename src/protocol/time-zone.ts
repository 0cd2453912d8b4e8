import * as v from 'valibot';

/** A name of the IANA's list that this machine knows, e.g. `Asia/Almaty`. */
export const timeZone = v.pipe(
  v.string(),
  v.maxLength(60),
  v.check((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  }, 'no such time zone'),
);
