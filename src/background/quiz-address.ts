import type { LmsTarget } from '../protocol/exam-settings.ts';
import { isMatch } from '../shared/match-pattern.ts';

/** By it a page knows from whom to believe that the exam is recorded. */
const CLIENT_ORIGIN = 'examus-client-origin';

/**
 * The address to open for a quiz. Pages that no adapter knows are told whose word counts: their own origin's, as the
 * word is said by a script in the page itself. An address that would no longer be a page of the exam is left as it is.
 */
export function quizAddress(
  address: string,
  { adapter, patterns }: Pick<LmsTarget, 'adapter' | 'patterns'>,
): string {
  const url = new URL(address);
  if (adapter !== 'generic' || url.searchParams.has(CLIENT_ORIGIN)) return address;
  // Appended as text: what stands there already must come as the LMS wrote it.
  url.search += `${url.search === '' ? '?' : '&'}${CLIENT_ORIGIN}=${encodeURIComponent(url.origin)}`;
  const isOfExam = (at: string) => patterns.some((pattern) => isMatch(pattern, at));
  return isOfExam(address) && !isOfExam(url.href) ? address : url.href;
}
