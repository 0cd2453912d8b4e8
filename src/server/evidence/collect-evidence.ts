import { ExamusError } from '../../protocol/errors.ts';
import { photoKinds } from '../../protocol/exam-settings.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import { changeSession } from '../sessions/change-session.ts';
import { isDataDeleted } from '../sessions/delete-old.ts';
import { checksOf, consentOf } from '../sessions/session-parts.ts';
import { closeReasonOf } from '../sessions/session-view.ts';
import type { SessionRecord } from '../sessions/session-record.ts';
import type { Queries } from '../store/database.ts';
import type { Evidence, RecordOf } from './records.ts';
import { sealSession } from './seal-session.ts';

/** Where the bytes of a picture or a piece lie, with the hash they had when they were received. */
export interface StoredFile {
  blobKey: string;
  sha256: string;
}
export interface Collected {
  evidence: Evidence;
  photos: (StoredFile & RecordOf<'photos.ndjson'>)[];
  segments: (StoredFile & RecordOf<'segments.ndjson'>)[];
}

/**
 * Everything kept of a closed session, as one moment saw it, with a statement that covers all of it. That it was
 * handed out is itself an act. Rejects with `wrong_phase` while the session is not closed, `not_found` once its data were
 * deleted: without them nothing can be proved, and the archive would look like a forged one.
 */
export async function collectEvidence(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
): Promise<Collected> {
  return changeSession(services, sessionId, async (change) => {
    const { phase } = change.session;
    if (phase !== 'closed') {
      throw new ExamusError('wrong_phase', 'evidence is handed out when the exam is closed', { phase });
    }
    if (await isDataDeleted(change.db, sessionId)) {
      throw new ExamusError('not_found', 'what was recorded was deleted when its time was over');
    }
    await change.record({ what: 'evidence_exported', personId });
    change.touch();
    await sealSession(change.db, services.signer, change.session, change.now, { justClosed: false });
    return readAll(change.db, change.session);
  });
}

async function readAll(db: Queries, session: SessionRecord): Promise<Collected> {
  const of = session.id;
  const segments = await db
    .selectFrom('segments')
    .select(['kind', 'epoch', 'seq', 'sha256', 'bytes', 'mimeType', 'startAt', 'durationMs', 'storedAt'])
    .select('blobKey')
    .where('sessionId', '=', of)
    .orderBy('kind')
    .orderBy('epoch')
    .orderBy('seq')
    .execute();
  const photos = await db
    .selectFrom('photos')
    .select(['kind', 'sha256', 'mimeType', 'takenAt', 'blobKey'])
    .where('sessionId', '=', of)
    .execute();
  photos.sort((a, b) => photoKinds.indexOf(a.kind) - photoKinds.indexOf(b.kind));
  return {
    segments,
    photos,
    evidence: {
      'manifest.json': await manifestOf(db, session),
      'consent.json': await consentOf(db, of),
      'review.json': await reviewOf(db, of),
      'journal.ndjson': await journalOf(db, of),
      'acts.ndjson': await actsOf(db, of),
      'checks.ndjson': await checksOf(db, of),
      'warnings.ndjson': await warningsOf(db, of),
      'chat.ndjson': await chatOf(db, of),
      'segments.ndjson': segments.map(withoutKey),
      'photos.ndjson': photos.map(withoutKey),
      'statements.ndjson': await statementsOf(db, of),
    },
  };
}

function withoutKey<T extends { blobKey: string }>(row: T): Omit<T, 'blobKey'> {
  const { blobKey: _blobKey, ...facts } = row;
  return facts;
}

async function manifestOf(db: Queries, session: SessionRecord): Promise<Evidence['manifest.json']> {
  const exam = await db
    .selectFrom('exams')
    .select(['id', 'key', 'name', 'courseName'])
    .where('id', '=', session.examId)
    .executeTakeFirstOrThrow();
  const institution = await db
    .selectFrom('institutions')
    .select(['id', 'slug', 'name'])
    .where('id', '=', session.institutionId)
    .executeTakeFirstOrThrow();
  const people = await db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'role'])
    .where((e) =>
      e.or([
        e('id', '=', session.personId),
        // Whoever acted on the session: acts name people by id.
        e('id', 'in', e.selectFrom('acts').select('personId').where('sessionId', '=', session.id)),
      ]),
    )
    .orderBy('id')
    .execute();
  const { id: sessionId, personId, attempt, createdAt, startedAt, endedAt, settings, plan, state } = session;
  return {
    format: 'examus-evidence',
    version: 1,
    sessionId,
    attempt,
    createdAt,
    startedAt,
    endedAt,
    closeReason: closeReasonOf(state),
    studentId: personId,
    exam,
    institution,
    people,
    settings,
    plan,
  };
}

const reviewOf = async (db: Queries, sessionId: SessionId): Promise<Evidence['review.json']> =>
  (await db
    .selectFrom('reviews')
    .select(['state', 'comment', 'personId', 'decidedAt'])
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()) ?? null;

const journalOf = (db: Queries, sessionId: SessionId): Promise<Evidence['journal.ndjson']> =>
  db
    .selectFrom('journal')
    .select(['seq', 'at', 'body', 'prev', 'hash'])
    .where('sessionId', '=', sessionId)
    .orderBy('seq')
    .execute();

const actsOf = (db: Queries, sessionId: SessionId): Promise<Evidence['acts.ndjson']> =>
  db
    .selectFrom('acts')
    .select(['seq', 'at', 'what', 'personId', 'detail', 'about', 'prev', 'hash'])
    .where('sessionId', '=', sessionId)
    .orderBy('seq')
    .execute();

const warningsOf = (db: Queries, sessionId: SessionId): Promise<Evidence['warnings.ndjson']> =>
  db
    .selectFrom('warnings')
    .select(['id', 'type', 'startAt', 'endAt', 'source', 'confidence', 'reason'])
    .where('sessionId', '=', sessionId)
    .orderBy('startAt')
    .orderBy('id')
    .execute();

const chatOf = (db: Queries, sessionId: SessionId): Promise<Evidence['chat.ndjson']> =>
  db
    .selectFrom('chat')
    .select(['id', 'seq', 'at', 'from', 'personId', 'authorName', 'text'])
    .where('sessionId', '=', sessionId)
    .orderBy('seq')
    .execute();

const statementsOf = (db: Queries, sessionId: SessionId): Promise<Evidence['statements.ndjson']> =>
  db
    .selectFrom('statements')
    .select(['statement', 'publicKey', 'signature'])
    .where('sessionId', '=', sessionId)
    .orderBy('seq')
    .execute();
