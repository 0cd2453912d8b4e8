import { type ErrorCode, ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { SessionView } from '../../protocol/views.ts';
import { api } from '../../shared/api-client.ts';
import type { ApiOptions } from '../../shared/call-route.ts';
import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';
import { denials } from '../upload/uploader.ts';

export interface DrainReport {
  sessionId: SessionId;
  api: () => ApiOptions;
  signal: AbortSignal;
  /** The server knows token or session no more: asking on is for nothing. */
  onDenied?: (code: ErrorCode) => void;
}

/** Tells the server that nothing is left to send, until it closes the session; gives the closed session's view. */
export async function reportDrained(report: DrainReport): Promise<SessionView | null> {
  for (let failures = 0; !report.signal.aborted; failures++) {
    let reason: unknown = null;
    try {
      const session = await say(report);
      if (session.phase === 'closed') return session;
    } catch (error) {
      reason = error;
      if (error instanceof ExamusError && denials.has(error.code)) report.onDenied?.(error.code);
    }
    await new Bell().heard(report.signal, backoffMs(failures, reason));
  }
  return null;
}

function say({ sessionId, api: target, signal }: DrainReport): Promise<SessionView> {
  const params = { sessionId };
  return api(target(), 'drained', { params }, { signal }).catch((error: unknown) => {
    // Closed meanwhile by somebody else: its view tells.
    if (!(error instanceof ExamusError) || error.code !== 'wrong_phase') throw error;
    return api(target(), 'session', { params }, { signal });
  });
}
