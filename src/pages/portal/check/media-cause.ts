import type { CheckCause } from '../../../protocol/check.ts';

/** Why a device could not be opened, by the error of getUserMedia: Chromium tells these apart only in its message. */
export function mediaCause(error: unknown): CheckCause {
  const { name = '', message = '' } = (error ?? {}) as { name?: string; message?: string };
  switch (name) {
    case 'NotAllowedError':
      if (/denied by system/i.test(message)) return 'denied_by_system';
      return /dismissed/i.test(message) ? 'dismissed' : 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
