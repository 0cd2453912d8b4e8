import { createHash } from 'node:crypto';
import { MAX_CHAT_IMAGE_BYTES } from '../../protocol/chat-picture.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { chatText } from '../../protocol/evidence.ts';
import type { MessageId, SessionId } from '../../protocol/ids.ts';
import type { ChatMessage, Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { sha256 } from '../evidence/sha256.ts';
import { changeSession } from '../sessions/change-session.ts';
import { addChat } from '../sessions/chat.ts';
import { photoTypeOf } from '../sessions/photos.ts';

type ImageType = 'image/jpeg' | 'image/webp' | 'image/png';

/** By the first bytes, never by what the sender calls it. */
function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return png.every((byte, at) => bytes[at] === byte) ? 'image/png' : photoTypeOf(bytes);
}

/** A picture as a message of its own; the same one again gives the stored one. Bytes are durable before the row. */
export async function addChatImage(
  services: Services,
  image: {
    sessionId: SessionId;
    id: MessageId;
    author: Pick<Person, 'id' | 'name'>;
    from: 'student' | 'proctor';
    bytes: Uint8Array;
    sha256: string;
  },
): Promise<ChatMessage> {
  const { sessionId, id, author, from, bytes } = image;
  if (bytes.length > MAX_CHAT_IMAGE_BYTES) throw new ExamusError('too_large', 'a picture has at most 2 MiB');
  const imageType = imageTypeOf(bytes);
  if (imageType === null) throw new ExamusError('unsupported_media', 'a picture is a JPEG, PNG or WebP');
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== image.sha256) {
    throw new ExamusError('wrong_hash', 'the picture is not what its hash says', { sha256: hash });
  }
  const imageKey = `sessions/${sessionId}/chat/${id}-${hash}`;
  await services.blobs.put(imageKey, bytes);
  return changeSession(services, sessionId, async (change) => {
    const { phase, chatSeq } = change.session;
    // The text tells of the very picture, so that the hash of the message covers it.
    const text = `[${hash}]`;
    const message = { id, text, at: change.now, from, personId: author.id, authorName: author.name };
    const kept = await addChat(change, { ...message, image: { imageKey, imageType } });
    // The same picture again is no act, and was taken whatever happened since.
    if (change.session.chatSeq === chatSeq) return kept;
    // What a student wrote may come late, when their computer had died before it could send it.
    if (phase === 'created' || (phase === 'closed' && from === 'proctor')) {
      throw new ExamusError('wrong_phase', 'nobody would see it now', { phase });
    }
    const about = sha256(chatText({ id, text }));
    await change.record({ what: 'chat', personId: author.id, detail: id, about });
    return kept;
  });
}

/** Rejects with `not_found` for a message that has no picture. */
export async function chatImage(
  { db, blobs }: Pick<Services, 'db' | 'blobs'>,
  sessionId: SessionId,
  id: MessageId,
): Promise<{ type: string; bytes: Buffer }> {
  const row = await db
    .selectFrom('chat')
    .select(['imageKey', 'imageType'])
    .where('sessionId', '=', sessionId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row?.imageKey || !row.imageType) throw new ExamusError('not_found', 'no such picture');
  return { type: row.imageType, bytes: Buffer.from(await blobs.get(row.imageKey)) };
}
