import { ExamusError } from '../../protocol/errors.ts';
import type { JournalEntry } from '../../protocol/journal.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { Warning } from '../../protocol/warnings.ts';
import { api } from '../../shared/api-client.ts';
import type { ApiOptions } from '../../shared/call-route.ts';
import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';

interface Asked {
  sessionId: SessionId;
  api: () => ApiOptions;
  signal: AbortSignal;
}

/**
 * Whether the server, once it has this entry of the present start, has everything of those before it: entries come in
 * order, and with the camera's new recording it ends what they left open.
 */
export const completesEarlier = ({ body }: JournalEntry): boolean =>
  body.kind === 'event' && body.event === 'capture_started' && body.detail.startsWith('camera');

/**
 * What the machine warned of in this session, as the student's record has it: of an earlier start nothing can be read
 * here any more. What people added they have told in the chat, where it was to be told. Asks until told.
 */
export async function earlierWarnings({ sessionId, api: target, signal }: Asked): Promise<Warning[]> {
  const params = { sessionId };
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const { warnings } = await api(target(), 'ownRecord', { params }, { signal });
      return warnings.filter(({ source }) => source !== 'human');
    } catch (error) {
      // A server older than this extension lets the student alone read it, a newer one may name kinds unknown here.
      if (!(error instanceof ExamusError) || error.code === 'forbidden') break;
      await new Bell().heard(signal, backoffMs(failures, error));
    }
  }
  return [];
}
