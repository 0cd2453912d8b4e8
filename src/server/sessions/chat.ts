import type { Selectable } from 'kysely';
import { ExamusError } from '../../protocol/errors.ts';
import { chatText } from '../../protocol/evidence.ts';
import type { MessageId, PersonId, SessionId } from '../../protocol/ids.ts';
import type { ChatMessage } from '../../protocol/views.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { Queries } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';
import type { SessionChange } from './change-session.ts';

export async function chatOf(db: Queries, sessionId: SessionId): Promise<ChatMessage[]> {
  const rows = await db
    .selectFrom('chat')
    .selectAll()
    .where('sessionId', '=', sessionId)
    .orderBy('seq')
    .execute();
  return rows.map(toMessage);
}

/**
 * A message from the student's journal. The id of another message has no effect and is noted: refused, it would hold up
 * the whole journal behind it.
 */
export async function addStudentChat(
  change: SessionChange,
  message: { id: MessageId; text: string; at: number },
): Promise<void> {
  const { personId } = change.session;
  const { name } = await change.db
    .selectFrom('people')
    .select('name')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  try {
    await addChat(change, { ...message, from: 'student', personId, authorName: name });
  } catch (error) {
    if (!(error instanceof ExamusError) || error.code !== 'conflict') throw error;
    const detail = `the id of message ${message.id} belongs to another one`;
    const about = sha256(chatText(message));
    await change.record({ what: 'entry_without_effect', personId: null, detail, about });
  }
}

/**
 * Adds a message at the end of the session's chat; the same one again, by its id, gives the stored one.
 * Rejects with `conflict` when the id is that of another message.
 */
export async function addChat(
  change: SessionChange,
  {
    image,
    ...message
  }: {
    id: MessageId;
    text: string;
    at: number;
    from: ChatMessage['from'];
    personId: PersonId | null;
    authorName: string;
    image?: { imageKey: string; imageType: string };
  },
): Promise<ChatMessage> {
  const { db, session } = change;
  const seq = session.chatSeq + 1;
  const added = await db
    .insertInto('chat')
    .values({ ...message, ...image, sessionId: session.id, seq })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (added) {
    change.note({ chatSeq: seq });
    change.addChat(toMessage(added));
    return toMessage(added);
  }
  const stored = await storedChat(change, message);
  if (stored?.text !== message.text) {
    throw new ExamusError('conflict', 'this id belongs to another message');
  }
  return stored;
}

/** The message that this person has written in the session under that id. */
export async function storedChat(
  { db, session }: SessionChange,
  { id, personId }: { id: MessageId; personId: PersonId | null },
): Promise<ChatMessage | null> {
  const row = await db
    .selectFrom('chat')
    .selectAll()
    .where('id', '=', id)
    .where('sessionId', '=', session.id)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return row ? toMessage(row) : null;
}

const toMessage = ({
  id,
  seq,
  at,
  from,
  authorName,
  text,
  imageKey,
}: Selectable<Tables['chat']>): ChatMessage => ({
  id,
  seq,
  at,
  from,
  authorName,
  text,
  ...(imageKey === null ? {} : { hasImage: true }),
});
