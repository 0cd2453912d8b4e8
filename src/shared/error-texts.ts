import en from '../../assets/_locales/en/errors.json' with { type: 'json' };
import kk from '../../assets/_locales/kk/errors.json' with { type: 'json' };
import ru from '../../assets/_locales/ru/errors.json' with { type: 'json' };

/** What happened and what to do, per error code of the server and of calls inside the extension. */
export const errorTexts = { ru, kk, en };
export type ErrorKey = keyof typeof ru;

/** Text key for whatever was thrown; unknown causes get the general one. */
export function errorKey(error: unknown): ErrorKey {
  const code = error instanceof Error && 'code' in error ? `error_${String(error.code)}` : '';
  return Object.hasOwn(ru, code) ? (code as ErrorKey) : 'error_failed';
}
