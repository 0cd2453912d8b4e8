import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import { type Accommodation, withAccommodation } from '../../protocol/accommodation.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import { CHAIN_START } from '../../protocol/journal.ts';
import { initialSession } from '../../protocol/session.ts';
import type { ExamRow } from '../exams/exams-of-student.ts';
import type { Tables } from '../store/tables.ts';
import { planOf } from './plan.ts';

/** A session's row before anything has happened in it. */
export const firstRow = (
  exam: ExamRow,
  of: {
    personId: PersonId;
    attempt: number;
    now: number;
    launchedByLms: boolean;
    granted: Accommodation | null;
  },
): Insertable<Tables['sessions']> => ({
  id: randomUUID() as SessionId,
  examId: exam.id,
  institutionId: exam.institutionId,
  personId: of.personId,
  attempt: of.attempt,
  revision: 1,
  phase: initialSession.phase,
  state: JSON.stringify(initialSession),
  plan: JSON.stringify({
    ...planOf(withAccommodation(exam.settings, of.granted), of.granted),
    launchedByLms: of.launchedByLms,
  }),
  settings: JSON.stringify(withAccommodation(exam.settings, of.granted)),
  accommodation: of.granted && JSON.stringify(of.granted),
  createdAt: of.now,
  journalSeq: 0,
  journalHash: CHAIN_START,
  actSeq: 0,
  actHash: CHAIN_START,
  chatSeq: 0,
});
