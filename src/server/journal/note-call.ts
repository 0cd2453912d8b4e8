import type { SessionChange } from '../sessions/change-session.ts';

/** The student calls for the proctor; a call that comes late from a journal does not replace a newer one. */
export async function noteCall(change: SessionChange, at: number): Promise<void> {
  const askedAt = Math.min(at, change.now);
  await change.db
    .insertInto('helpCalls')
    .values({ sessionId: change.session.id, askedAt })
    .onConflict((conflict) =>
      conflict.column('sessionId').doUpdateSet({ askedAt }).where('helpCalls.askedAt', '<', askedAt),
    )
    .execute();
  change.touch();
}
