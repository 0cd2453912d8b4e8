import { randomUUID } from 'node:crypto';
import type { ExamId, PersonId, SessionId, WarningId } from '../../src/protocol/ids.ts';
import { CHAIN_START } from '../../src/protocol/journal.ts';
import type { WarningType } from '../../src/protocol/warnings.ts';
import { planOf } from '../../src/server/sessions/plan.ts';
import type { TestServer } from '../../tests/server/harness.ts';

const HOUR_MS = 3600_000;
const kinds: WarningType[] = [
  'no_user_in_frame',
  'avert_eyes',
  'voice_detected',
  'phone',
  'extra_user_in_frame',
];

/** What a reviewer who has looked would know: told in the warning's own words, as nobody else looks here. */
export const TRUE_WORDS = 'seen=really';
export const FALSE_WORDS = 'seen=nothing';

/**
 * A class that handed in an hour's exam: `count` closed sessions with `real` true and `false_` false warnings each, in no
 * order, of five kinds, further apart than what is merged. Detectors are surer of the true ones, though not always.
 */
export async function seedClass(
  server: TestServer,
  count: number,
  real: number,
  false_: number,
): Promise<SessionId[]> {
  const { db } = server.services;
  const exam = await db.selectFrom('exams').selectAll().limit(1).executeTakeFirstOrThrow();
  const now = server.services.now();
  const made: SessionId[] = [];
  for (let index = 0; index < count; index += 1) {
    const personId = randomUUID() as PersonId;
    const name = `Студент ${String(index + 1).padStart(2, '0')}`;
    await db
      .insertInto('people')
      .values({
        id: personId,
        institutionId: exam.institutionId,
        subject: `bench-${index}`,
        source: 'oidc',
        role: 'student',
        name,
        createdAt: now,
      })
      .execute();
    const startedAt = now - 2 * HOUR_MS + index * 1000;
    const sessionId = randomUUID() as SessionId;
    made.push(sessionId);
    const clock = { startedAt, stoodStillMs: 0, extraMs: 0 };
    const endedAt = startedAt + HOUR_MS;
    await db
      .insertInto('sessions')
      .values({
        id: sessionId,
        examId: exam.id as ExamId,
        institutionId: exam.institutionId,
        personId,
        attempt: 1,
        revision: 1,
        phase: 'closed',
        state: JSON.stringify({ phase: 'closed', clock, endedAt, reason: 'by_student' }),
        plan: JSON.stringify(planOf(exam.settings)),
        settings: JSON.stringify(exam.settings),
        createdAt: startedAt,
        startedAt,
        endedAt,
        journalSeq: 0,
        journalHash: CHAIN_START,
        actSeq: 0,
        actHash: CHAIN_START,
        chatSeq: 0,
      })
      .execute();
    await db
      .insertInto('warnings')
      .values(
        Array.from({ length: real + false_ }, (_, each) => {
          // A step that shares no factor with the number mixes them the same way in every run.
          const isReal = (each * 7 + index) % (real + false_) < real;
          const startAt = startedAt + (each + 1) * 150_000;
          return {
            id: randomUUID() as WarningId,
            sessionId,
            type: kinds[(each + index) % kinds.length]!,
            startAt,
            endAt: startAt + 8000,
            source: 'ai' as const,
            confidence: isReal ? 0.6 + (each % 4) / 10 : 0.4 + (each % 4) / 10,
            reason: isReal ? TRUE_WORDS : FALSE_WORDS,
          };
        }),
      )
      .execute();
  }
  return made;
}
