import { type Kysely, sql } from 'kysely';

/** Column names are camelCase as in the code; quoted by Kysely, so that no mapping layer is needed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const uuid = 'uuid' as const;
  const text = 'text' as const;
  const time = 'float8' as const;
  const json = 'jsonb' as const;
  const int = 'integer' as const;

  await db.schema
    .createTable('institutions')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('slug', text, (c) => c.notNull().unique())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('support', json, (c) => c.notNull())
    .addColumn('passwordResetUrl', text)
    .addColumn('oidc', json)
    .addColumn('createdAt', time, (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('people')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('institutionId', uuid, (c) => c.notNull().references('institutions.id'))
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('userName', text)
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('listedRole', text)
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('email', text)
    .addColumn('passwordHash', text)
    .addColumn('createdAt', time, (c) => c.notNull())
    .addUniqueConstraint('people_subject', ['institutionId', 'source', 'subject'])
    .addUniqueConstraint('people_user_name', ['institutionId', 'userName'])
    .execute();

  await db.schema
    .createTable('exams')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('institutionId', uuid, (c) => c.notNull().references('institutions.id'))
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('courseName', text, (c) => c.notNull())
    .addColumn('lms', json, (c) => c.notNull())
    .addColumn('settings', json, (c) => c.notNull())
    .addColumn('restricted', 'boolean', (c) => c.notNull())
    .addColumn('startsAt', time)
    .addColumn('endsAt', time)
    .addColumn('createdAt', time, (c) => c.notNull())
    .addUniqueConstraint('exams_key', ['institutionId', 'key'])
    .execute();

  await db.schema
    .createTable('examStudents')
    .addColumn('examId', uuid, (c) => c.notNull().references('exams.id').onDelete('cascade'))
    .addColumn('subject', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('examStudents_pk', ['examId', 'subject'])
    .execute();

  await db.schema
    .createTable('sessions')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('examId', uuid, (c) => c.notNull().references('exams.id'))
    .addColumn('institutionId', uuid, (c) => c.notNull().references('institutions.id'))
    .addColumn('personId', uuid, (c) => c.notNull().references('people.id'))
    .addColumn('attempt', int, (c) => c.notNull())
    .addColumn('revision', int, (c) => c.notNull())
    .addColumn('phase', text, (c) => c.notNull())
    .addColumn('state', json, (c) => c.notNull())
    .addColumn('plan', json, (c) => c.notNull())
    .addColumn('settings', json, (c) => c.notNull())
    .addColumn('proctorMessage', text)
    .addColumn('createdAt', time, (c) => c.notNull())
    .addColumn('startedAt', time)
    .addColumn('endedAt', time)
    .addColumn('lastContactAt', time)
    .addColumn('capturedUntil', time)
    .addColumn('journalSeq', int, (c) => c.notNull())
    .addColumn('journalHash', text, (c) => c.notNull())
    .addColumn('actSeq', int, (c) => c.notNull())
    .addColumn('actHash', text, (c) => c.notNull())
    .addColumn('chatSeq', int, (c) => c.notNull())
    .addColumn('unsealedSince', time)
    // Two clicks at once must not make two sessions: one row per student, exam and attempt.
    .addUniqueConstraint('sessions_attempt', ['examId', 'personId', 'attempt'])
    .execute();
  await db.schema
    .createIndex('sessions_list')
    .on('sessions')
    .columns(['institutionId', 'createdAt'])
    .execute();
  await db.schema.createIndex('sessions_phase').on('sessions').column('phase').execute();
  await db.schema
    .createIndex('sessions_unsealed')
    .on('sessions')
    .column('unsealedSince')
    .where(sql.ref('unsealedSince'), 'is not', null)
    .execute();

  await db.schema
    .createTable('tokens')
    .addColumn('hash', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('personId', uuid, (c) => c.references('people.id'))
    .addColumn('sessionId', uuid, (c) => c.references('sessions.id'))
    .addColumn('data', json, (c) => c.notNull())
    .addColumn('createdAt', time, (c) => c.notNull())
    .addColumn('expiresAt', time, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('tokens_expiry').on('tokens').column('expiresAt').execute();

  await db.schema
    .createTable('consents')
    .addColumn('sessionId', uuid, (c) => c.primaryKey().references('sessions.id'))
    .addColumn('version', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('acceptedAt', time, (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('checks')
    .addColumn('id', 'bigserial', (c) => c.primaryKey())
    .addColumn('personId', uuid, (c) => c.notNull().references('people.id'))
    .addColumn('sessionId', uuid, (c) => c.references('sessions.id'))
    .addColumn('at', time, (c) => c.notNull())
    .addColumn('report', json, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('checks_person').on('checks').columns(['personId', 'at']).execute();

  await db.schema
    .createTable('photos')
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('blobKey', text, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('mimeType', text, (c) => c.notNull())
    .addColumn('takenAt', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('photos_pk', ['sessionId', 'kind'])
    .execute();

  await db.schema
    .createTable('segments')
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('epoch', int, (c) => c.notNull())
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('blobKey', text, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('bytes', int, (c) => c.notNull())
    .addColumn('mimeType', text, (c) => c.notNull())
    .addColumn('startAt', time, (c) => c.notNull())
    .addColumn('durationMs', time, (c) => c.notNull())
    .addColumn('storedAt', time, (c) => c.notNull())
    .addColumn('missing', 'boolean', (c) => c.notNull().defaultTo(false))
    .addPrimaryKeyConstraint('segments_pk', ['sessionId', 'kind', 'epoch', 'seq'])
    .execute();

  await db.schema
    .createTable('journal')
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('at', time, (c) => c.notNull())
    .addColumn('body', json, (c) => c.notNull())
    .addColumn('prev', text, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('receivedAt', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('journal_pk', ['sessionId', 'seq'])
    .execute();

  await db.schema
    .createTable('warnings')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('startAt', time, (c) => c.notNull())
    .addColumn('endAt', time)
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('confidence', time)
    .addColumn('reason', text, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('warnings_session').on('warnings').columns(['sessionId', 'startAt']).execute();

  await db.schema
    .createTable('chat')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('at', time, (c) => c.notNull())
    .addColumn('from', text, (c) => c.notNull())
    .addColumn('personId', uuid, (c) => c.references('people.id'))
    .addColumn('authorName', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addUniqueConstraint('chat_order', ['sessionId', 'seq'])
    .execute();

  await db.schema
    .createTable('reviews')
    .addColumn('sessionId', uuid, (c) => c.primaryKey().references('sessions.id'))
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('comment', text, (c) => c.notNull())
    .addColumn('personId', uuid, (c) => c.notNull().references('people.id'))
    .addColumn('decidedAt', time, (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('acts')
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('at', time, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('personId', uuid, (c) => c.references('people.id'))
    .addColumn('detail', text, (c) => c.notNull())
    .addColumn('about', text)
    .addColumn('prev', text, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('acts_pk', ['sessionId', 'seq'])
    .execute();

  await db.schema
    .createTable('statements')
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('seq', int, (c) => c.notNull())
    // `json` keeps the text as it was signed; `jsonb` would not.
    .addColumn('statement', 'json', (c) => c.notNull())
    .addColumn('publicKey', text, (c) => c.notNull())
    .addColumn('signature', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('statements_pk', ['sessionId', 'seq'])
    .execute();

  await db.schema
    .createTable('secrets')
    .addColumn('name', text, (c) => c.primaryKey())
    .addColumn('value', text, (c) => c.notNull())
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [
    'secrets',
    'statements',
    'acts',
    'reviews',
    'chat',
    'warnings',
    'journal',
    'segments',
    'photos',
    'checks',
    'consents',
    'tokens',
    'sessions',
    'examStudents',
    'exams',
    'people',
    'institutions',
  ]) {
    await sql`drop table ${sql.table(table)}`.execute(db);
  }
}
