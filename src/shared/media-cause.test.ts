import { expect, test } from 'vitest';
import { mediaCause } from './media-cause.ts';

test.each([
  ['NotAllowedError', 'Permission denied', 'refused'],
  ['NotAllowedError', 'Permission dismissed', 'dismissed'],
  ['NotAllowedError', 'Permission denied by system', 'denied_by_system'],
  ['NotFoundError', 'Requested device not found', 'missing'],
  ['OverconstrainedError', '', 'missing'],
  ['NotReadableError', 'Could not start video source', 'busy'],
  ['TypeError', 'x', 'failed'],
])('%s: %s → %s', (name, message, cause) => {
  expect(mediaCause(new DOMException(message, name))).toBe(cause);
});
