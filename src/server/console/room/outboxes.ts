import { effect } from '@preact/signals';
import { bytesHeaders } from '../../../protocol/api.ts';
import { MAX_CHAT_IMAGE_BYTES } from '../../../protocol/chat-picture.ts';
import { ExamusError } from '../../../protocol/errors.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { sha256Hex } from '../../../shared/hash.ts';
import { reconnects } from '../live.ts';
import { call } from '../server.ts';
import { type Deliver, makeOutbox, type Outbox } from './outbox.ts';

/** Of every session written to: what is under way stays so when the proctor turns to another student. */
const outboxes = new Map<SessionId, Outbox>();

export function outboxOf(sessionId: SessionId): Outbox {
  let outbox = outboxes.get(sessionId);
  if (!outbox) outboxes.set(sessionId, (outbox = makeOutbox(deliverTo(sessionId))));
  return outbox;
}

effect(() => {
  if (reconnects.value > 0) for (const outbox of outboxes.values()) outbox.flush();
});

const deliverTo =
  (sessionId: SessionId): Deliver =>
  async ({ id, words }) => {
    switch (words.kind) {
      case 'text':
        return call('proctorChat', { params: { sessionId }, body: { id, text: words.text } });
      case 'warning': {
        const params = { sessionId, warningId: words.warningId };
        return call('forwardWarning', { params, body: { id } });
      }
      case 'picture': {
        const { file } = words;
        if (file.size > MAX_CHAT_IMAGE_BYTES) {
          throw new ExamusError('too_large', 'a picture has at most 2 MiB');
        }
        const bytes = new Uint8Array(await file.arrayBuffer());
        const headers = { [bytesHeaders.sha256]: await sha256Hex(bytes) };
        const params = { sessionId, messageId: id };
        return call('proctorImage', { params, body: bytes }, { headers, timeoutMs: 60_000 });
      }
    }
  };
