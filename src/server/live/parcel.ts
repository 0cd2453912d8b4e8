import type { SessionId } from '../../protocol/ids.ts';
import type { StillsWish, StreamIds, ViewerId } from '../../protocol/live.ts';
import type { Judged } from '../../protocol/review.ts';
import type { ChatMessage } from '../../protocol/views.ts';
import type { Warning } from '../../protocol/warnings.ts';

/** How one server looks at one student, all its consoles together. */
export interface WantedHere {
  sessionId: SessionId;
  stills: StillsWish | null;
  viewers: ViewerId[];
  watched: boolean;
}
type SignalData = Record<string, unknown>;

/** What servers on one database tell each other. Each is also acted on where it was made. */
export type Parcel =
  | { type: 'session'; sessionId: SessionId }
  | { type: 'chat'; sessionId: SessionId; message: ChatMessage }
  | { type: 'warning'; sessionId: SessionId; warning: Warning }
  | { type: 'judged'; sessionId: SessionId; judged: Judged }
  /** A machine took its seat: older connections of that session end. */
  | { type: 'seated'; sessionId: SessionId; connectionId: string }
  /** What a server's consoles look at now; `whole` = and nothing else. */
  | { type: 'looks'; whole: boolean; looks: WantedHere[] }
  /** A server began: the others tell it what they look at. */
  | { type: 'hello' }
  /** Something that was to be told could not be: whoever follows the others begins anew. */
  | { type: 'gap' }
  | { type: 'to-viewer'; sessionId: SessionId; viewerId: ViewerId; data: SignalData; streams: StreamIds }
  | { type: 'to-student'; sessionId: SessionId; viewerId: ViewerId; data: SignalData }
  /** Base64 of a packed still; only to servers that look. */
  | { type: 'still'; bytes: string };
