import type { CheckCause } from '../protocol/check.ts';

/**
 * Why a device could not be opened, by the error of getUserMedia or getDisplayMedia. Chromium tells some apart only
 * in its message.
 */
export function mediaCause(error: unknown): CheckCause {
  if (!(error instanceof DOMException)) return 'failed';
  switch (error.name) {
    case 'NotAllowedError':
      if (/denied by (the )?(system|user agent)/i.test(error.message)) return 'denied_by_system';
      // Nobody was asked, or the question was closed without an answer.
      return /dismissed/i.test(error.message) ? 'dismissed' : 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'TimeoutError':
      return 'timeout';
    default:
      return 'failed';
  }
}
