import { canonicalJson } from '../../protocol/canonical-json.ts';
import { segmentsText, type Statement } from '../../protocol/evidence.ts';
import type { SessionRecord } from '../sessions/session-record.ts';
import type { Queries } from '../store/database.ts';
import { sha256 } from './sha256.ts';
import type { Signer } from './signing-key.ts';

/**
 * Signs what is stored of a closed session, unless the newest statement says the same already. Statements are never
 * changed or deleted: a later one covers more. Call it in the transaction that holds the session's row.
 */
export async function sealSession(
  db: Queries,
  signer: Signer,
  session: SessionRecord,
  now: number,
  { justClosed }: { justClosed: boolean },
): Promise<void> {
  const newest = await newestStatement(db, session);
  const statement: Statement = {
    version: 1,
    sessionId: session.id,
    keyId: signer.keyId,
    closedAt: justClosed || !newest ? now : newest.statement.closedAt,
    madeAt: now,
    journal: { seq: session.journalSeq, hash: session.journalHash },
    acts: { seq: session.actSeq, hash: session.actHash },
    segments: await segmentsOf(db, session),
  };
  if (newest && covers(newest.statement, statement)) return;
  const text = canonicalJson(statement);
  await db
    .insertInto('statements')
    .values({
      sessionId: session.id,
      seq: (newest?.seq ?? 0) + 1,
      statement: text,
      publicKey: signer.publicKey,
      signature: signer.sign(text),
    })
    .execute();
}

const covers = (old: Statement, fresh: Statement): boolean =>
  canonicalJson({ ...old, madeAt: 0 }) === canonicalJson({ ...fresh, madeAt: 0 });

const newestStatement = (db: Queries, { id }: SessionRecord) =>
  db
    .selectFrom('statements')
    .select(['seq', 'statement'])
    .where('sessionId', '=', id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();

async function segmentsOf(db: Queries, { id }: SessionRecord): Promise<Statement['segments']> {
  const pieces = await db
    .selectFrom('segments')
    .select(['kind', 'epoch', 'seq', 'sha256', 'bytes'])
    .where('sessionId', '=', id)
    .execute();
  return {
    count: pieces.length,
    bytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0),
    digest: sha256(segmentsText(pieces)),
  };
}
