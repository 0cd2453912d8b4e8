import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ExamId, PersonId, SessionId, WarningId } from '../../src/protocol/ids.ts';
import { CHAIN_START } from '../../src/protocol/journal.ts';
import type { WarningType } from '../../src/protocol/warnings.ts';
import type { Queries } from '../../src/server/store/database.ts';
import { planOf } from '../../src/server/sessions/plan.ts';
import type { TestServer } from '../../tests/server/harness.ts';

const kinds: WarningType[] = [
  'no_user_in_frame',
  'avert_eyes',
  'voice_detected',
  'phone',
  'extra_user_in_frame',
];

/** In the words of a machine, which the reviewer is not shown: what is true is seen in the pictures alone. */
const TRUE_REASON = 'seen=really';
const FALSE_REASON = 'seen=nothing';

export interface SeededWarning {
  startAt: number;
  isTrue: boolean;
}
export interface SeededSession {
  id: SessionId;
  startedAt: number;
  warnings: SeededWarning[];
}
export interface ClassOptions {
  count: number;
  real: number;
  false_: number;
  lengthMs: number;
  /** A session as long, whose recordings all of the class have. */
  recordedIn: SessionId;
}

/**
 * A class that handed in an exam: `count` closed and recorded sessions with `real` true and `false_` false warnings each,
 * in no order, of five kinds, further apart than what is merged. Detectors are surer of the true ones, though not always.
 */
export async function seedClass(server: TestServer, options: ClassOptions): Promise<SeededSession[]> {
  const { count, lengthMs } = options;
  const { db } = server.services;
  const source = await db
    .selectFrom('sessions')
    .select(['id', 'examId', 'startedAt'])
    .where('id', '=', options.recordedIn)
    .executeTakeFirstOrThrow();
  const exam = await db
    .selectFrom('exams')
    .selectAll()
    .where('id', '=', source.examId)
    .executeTakeFirstOrThrow();
  const now = server.services.now();
  const made: SeededSession[] = [];
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
    const startedAt = now - 2 * lengthMs + index * 1000;
    const sessionId = randomUUID() as SessionId;
    const clock = { startedAt, stoodStillMs: 0, extraMs: 0 };
    const endedAt = startedAt + lengthMs;
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
    await copyRecordings(db, source.id as SessionId, sessionId, startedAt - source.startedAt!);
    const warnings = warningsFrom(startedAt, index, options);
    await db
      .insertInto('warnings')
      .values(
        warnings.map(({ startAt, isTrue }, each) => ({
          id: randomUUID() as WarningId,
          sessionId,
          type: kinds[(each + index) % kinds.length]!,
          startAt,
          endAt: startAt + 8000,
          source: 'ai' as const,
          confidence: isTrue ? 0.6 + (each % 4) / 10 : 0.4 + (each % 4) / 10,
          reason: isTrue ? TRUE_REASON : FALSE_REASON,
        })),
      )
      .execute();
    made.push({ id: sessionId, startedAt, warnings });
  }
  return made;
}

const warningsFrom = (
  startedAt: number,
  index: number,
  { real, false_, lengthMs }: ClassOptions,
): SeededWarning[] =>
  Array.from({ length: real + false_ }, (_, each) => ({
    startAt: startedAt + Math.round(((each + 1) * lengthMs) / (real + false_ + 2)),
    // A step that shares no factor with the number mixes them the same way in every run.
    isTrue: (each * 7 + index) % (real + false_) < real,
  }));

/** The rows alone: their bytes are the same. */
async function copyRecordings(db: Queries, from: SessionId, to: SessionId, laterMs: number): Promise<void> {
  await db
    .insertInto('segments')
    .columns([
      'sessionId',
      'kind',
      'epoch',
      'seq',
      'blobKey',
      'sha256',
      'bytes',
      'mimeType',
      'startAt',
      'durationMs',
      'storedAt',
    ])
    .expression((e) =>
      e
        .selectFrom('segments')
        .select([
          sql<SessionId>`${to}::uuid`.as('sessionId'),
          'kind',
          'epoch',
          'seq',
          'blobKey',
          'sha256',
          'bytes',
          'mimeType',
          sql<number>`"startAt" + ${laterMs}::float8`.as('startAt'),
          'durationMs',
          'storedAt',
        ])
        .where('sessionId', '=', from),
    )
    .execute();
}
