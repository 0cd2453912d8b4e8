import type { SessionId } from '../../protocol/ids.ts';
import { recordingKinds, type SegmentFacts, type SegmentKey } from '../../protocol/recording.ts';
import type { Services } from '../context.ts';
import { workOnEach } from '../work-on-each.ts';
import { sha256 } from '../evidence/sha256.ts';
import { keepSegment } from './keep-segment.ts';
import { looksLikeSegment } from './segment-bytes.ts';

type Needs = Pick<Services, 'db' | 'blobs' | 'log' | 'now' | 'config'>;

/** Another server may work on the same files; its longest request ends sooner. */
const UNFINISHED_MS = 15 * 60_000;

/**
 * Brings files and rows together after a start, session by session, beside the serving: a server may have died between
 * a file and its row, or files may have been lost. A row that was acknowledged is never deleted; one without its bytes
 * is marked, so that the student's machine sends them again if it still has them. Never rejects.
 */
export async function reconcile(services: Needs, signal: AbortSignal): Promise<void> {
  const { log, now, config } = services;
  const startedAt = now();
  const totals = { sessions: 0, adopted: 0, missing: 0, strange: 0 };
  const before = config.databaseUrl === undefined ? Date.now() : Date.now() - UNFINISHED_MS;
  try {
    const failed = await workOnEach(
      await knownSessions(services),
      async (sessionId) => {
        const found = await reconcileSession(services, sessionId, before);
        totals.sessions++;
        for (const key of ['adopted', 'missing', 'strange'] as const) totals[key] += found[key];
      },
      { log, complaint: 'files and rows of these sessions could not be compared', signal },
    );
    if (!signal.aborted) {
      log.info({ ...totals, failed: failed.length, ms: now() - startedAt }, 'files and rows compared');
    }
  } catch (error) {
    if (!signal.aborted) log.error({ err: error }, 'files and rows could not be compared');
  }
}

/** Those with files, and those with rows whose files may all be gone. */
async function knownSessions({ db, blobs }: Needs): Promise<Set<SessionId>> {
  const rows = await db.selectFrom('segments').select('sessionId').distinct().execute();
  const stored = await db.selectFrom('sessions').select('id').execute();
  const ids = new Set(stored.map(({ id }) => id));
  const groups = await blobs.groups('sessions');
  return new Set([
    ...rows.map(({ sessionId }) => sessionId),
    ...groups.map((id) => id as SessionId).filter((id) => ids.has(id)),
  ]);
}

async function reconcileSession(services: Needs, sessionId: SessionId, before: number) {
  const { db, blobs, log } = services;
  const prefix = `sessions/${sessionId}`;
  await blobs.deleteUnfinished(prefix, before);
  // Rows first: whatever they name was written before them, so that a file not found now is truly gone.
  const rows = await db
    .selectFrom('segments')
    .select(['kind', 'epoch', 'seq', 'blobKey', 'missing'])
    .where('sessionId', '=', sessionId)
    .execute();
  const files = new Set(await blobs.list(prefix));
  const changed = rows.filter(({ blobKey, missing }) => missing === files.has(blobKey));
  for (const { blobKey, kind, epoch, seq, missing } of changed) {
    if (!missing) log.error({ blobKey }, 'acknowledged bytes are gone');
    await db
      .updateTable('segments')
      .set({ missing: !missing })
      .where('sessionId', '=', sessionId)
      .where('kind', '=', kind)
      .where('epoch', '=', epoch)
      .where('seq', '=', seq)
      .execute();
  }
  const named = new Set(rows.map(({ blobKey }) => blobKey));
  const orphans = [...files].filter((file) => !named.has(file)).flatMap((file) => pieceOf(file) ?? []);
  const facts =
    orphans.length > 0 ? await journaledFacts(services, sessionId) : new Map<string, SegmentFacts>();
  let adopted = 0;
  for (const orphan of orphans) {
    if (await adopt(services, sessionId, orphan, facts.get(nameOf(orphan)))) adopted++;
    else log.warn({ blobKey: orphan.blobKey }, 'a file that nothing speaks of is left where it is');
  }
  const missing = changed.filter((row) => !row.missing).length;
  return { adopted, missing, strange: orphans.length - adopted };
}

interface Orphan extends SegmentKey {
  sha256: string;
  blobKey: string;
}
const pattern = new RegExp(`/(${recordingKinds.join('|')})/(\\d+)/(\\d+)-([0-9a-f]{64})$`);

function pieceOf(blobKey: string): Orphan | null {
  const [, kind, epoch, seq, sha256] = pattern.exec(blobKey) ?? [];
  if (kind === undefined || sha256 === undefined) return null;
  return { kind: kind as SegmentKey['kind'], epoch: Number(epoch), seq: Number(seq), sha256, blobKey };
}

const nameOf = ({ kind, epoch, seq, sha256 }: SegmentKey & { sha256: string }): string =>
  `${kind}/${epoch}/${seq}-${sha256}`;

async function journaledFacts({ db }: Needs, sessionId: SessionId): Promise<Map<string, SegmentFacts>> {
  const rows = await db
    .selectFrom('journal')
    .select('body')
    .where('sessionId', '=', sessionId)
    .orderBy('seq')
    .execute();
  return new Map(
    rows.flatMap(({ body }) => (body.kind === 'segment' ? [[nameOf(body.segment), body.segment]] : [])),
  );
}

/** Gives a file its row, when the journal tells of exactly these bytes. */
async function adopt(
  services: Needs,
  sessionId: SessionId,
  { blobKey }: Orphan,
  facts: SegmentFacts | undefined,
): Promise<boolean> {
  if (!facts) return false;
  const bytes = await services.blobs.get(blobKey);
  if (sha256(bytes) !== facts.sha256 || !looksLikeSegment(bytes, facts.seq)) return false;
  const row = { ...facts, sessionId, blobKey, bytes: bytes.length, storedAt: services.now() };
  await keepSegment(services, row, facts.startAt + facts.durationMs);
  return true;
}
