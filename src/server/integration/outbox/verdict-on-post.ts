import type { Posted } from './post-json.ts';
import type { OutboxRow } from './message.ts';

/** What is done after a try. */
export type Next =
  | { do: 'done' }
  | { do: 'again'; problem: string }
  | { do: 'ask'; problem: string }
  | { do: 'give_up'; problem: string };

/** Two days of tries at most an hour apart. */
const MAX_TRIES = 60;
const FIRST_MS = 5000;
const MOST_MS = 3600_000;

/** Longer each time, up to an hour; the jitter keeps a thousand reviews from coming back in the same second. */
export const waitBefore = (tries: number, random: number): number =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 12)) * (0.5 + random);

/**
 * The plugin answers 200 with an empty body when it did what it was told, and 200 with a sentence when it did not. A
 * booking told twice moves it to another session of the LMS: what may have arrived is never said again by ourselves.
 */
export function afterPost({ kind, tries }: Pick<OutboxRow, 'kind' | 'tries'>, posted: Posted): Next {
  if (posted.kind === 'answered' && isDone(kind, posted)) return { do: 'done' };
  const problem =
    posted.kind === 'answered'
      ? `${posted.status} ${posted.body.replace(/<[^>]*>|\s+/g, ' ').slice(0, 200)}`.trim()
      : posted.problem;
  if (kind === 'schedule' && posted.kind !== 'unsent') return { do: 'ask', problem };
  if (tries >= MAX_TRIES) return kind === 'schedule' ? { do: 'ask', problem } : { do: 'give_up', problem };
  return { do: 'again', problem };
}

/** The plugin's `api.php` says nothing when all is well; other receivers may say what they like. */
const isDone = (kind: OutboxRow['kind'], { status, body }: { status: number; body: string }): boolean =>
  kind === 'review' || kind === 'schedule' ? status === 200 && body === '' : status >= 200 && status < 300;
