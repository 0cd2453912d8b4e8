import type { JournalBody, JournalEntry } from '../../protocol/journal.ts';
import type { SessionChange } from '../sessions/change-session.ts';
import { addStudentChat } from '../sessions/chat.ts';
import { isAhead } from '../sessions/contact.ts';
import { endLeftOpen } from './end-left-open.ts';
import { noteCall } from './note-call.ts';
import { putWarning } from './put-warning.ts';

type Intent = Extract<JournalBody, { kind: 'intent' }>['intent'];
const reasonOf = { finish: 'by_student', lms_finish: 'by_lms', time_up: 'time_up' } as const satisfies Record<
  Intent,
  string
>;

/** When something was meant: neither before the exam ran nor in the future, whatever the machine's clock says. */
const momentOf = ({ session: { startedAt }, now }: SessionChange, at: number): number =>
  Math.min(Math.max(at, startedAt ?? at), now);

/** What an entry means for its session; the entry itself is stored already, and events are read from there. */
export async function applyBody(change: SessionChange, { at, body }: JournalEntry): Promise<void> {
  switch (body.kind) {
    case 'segment': {
      const until = body.segment.startAt + body.segment.durationMs;
      if (!isAhead(until, change.now))
        change.note({ capturedUntil: Math.max(change.session.capturedUntil ?? 0, until) });
      return;
    }
    case 'warning':
      return putWarning(change, body.warning);
    case 'chat':
      return addStudentChat(change, { id: body.id, text: body.text, at: Math.min(at, change.now) });
    case 'break':
      await change.offer(
        { type: body.act === 'begin' ? 'break_begun' : 'break_over', at: momentOf(change, at) },
        { what: body.act === 'begin' ? 'break_begun' : 'break_over', personId: change.session.personId },
      );
      return;
    case 'intent': {
      const { personId } = change.session;
      const when = momentOf(change, at);
      // May come hours late, when the session has long ended otherwise: then it is only history.
      await change.offer(
        { type: 'finish', at: when, reason: reasonOf[body.intent] },
        { what: body.intent, personId },
      );
      return;
    }
    case 'event':
      if (body.event === 'proctor_called') await noteCall(change, at);
      // Its recorder begins with the browser; begun anew for another reason, the end of what still lasts is told later.
      if (body.event === 'capture_started' && body.detail.startsWith('camera')) await endLeftOpen(change, at);
      return;
  }
}
