import type { SessionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';

/** Remembers on which machine a session is taken: two of them are news for whoever reviews. */
export async function noteMachine(
  { db, now }: Pick<Services, 'db' | 'now'>,
  sessionId: SessionId,
  client: string,
): Promise<void> {
  const at = now();
  await db
    .insertInto('machines')
    .values({ sessionId, client, firstAt: at, lastAt: at })
    .onConflict((conflict) => conflict.columns(['sessionId', 'client']).doUpdateSet({ lastAt: at }))
    .execute();
}
