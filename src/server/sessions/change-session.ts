import { ExamusError } from '../../protocol/errors.ts';
import { actText } from '../../protocol/evidence.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Judged } from '../../protocol/review.ts';
import { clockOf, isOver, reduce, type SessionEvent } from '../../protocol/session.ts';
import type { ChatMessage } from '../../protocol/views.ts';
import type { Warning } from '../../protocol/warnings.ts';
import type { Services } from '../context.ts';
import { sealSession } from '../evidence/seal-session.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { Signer } from '../evidence/signing-key.ts';
import { decideByScore } from '../review/record-verdict.ts';
import { queueForLms } from '../integration/outbox/queue.ts';
import { endLeftOpen } from '../journal/end-left-open.ts';
import type { Queries } from '../store/database.ts';
import { noteAbsence } from './note-absence.ts';
import { isInQueue, tellQueue } from './queue.ts';
import type { SessionRecord } from './session-record.ts';

export interface Act {
  what: string;
  /** Null = the system itself. */
  personId: PersonId | null;
  detail?: string;
  /** SHA-256 of what the act is about, where that is kept elsewhere. */
  about?: string | null;
}
export type ChangeNeeds = Pick<Services, 'db' | 'now' | 'live' | 'log' | 'signer'>;

/**
 * The only way a session's row is changed: one transaction that holds the row's lock, so that of two servers, or of
 * two requests at once, the second sees what the first did and the reducer refuses or ignores the repeat. Watchers
 * are told after the commit. Rejects with `not_found`, and with whatever `work` throws (then nothing is changed).
 */
export async function changeSession<T>(
  services: ChangeNeeds,
  sessionId: SessionId,
  work: (change: SessionChange) => Promise<T> | T,
): Promise<T> {
  const now = services.now();
  const { result, change } = await services.db.transaction().execute(async (db) => {
    const session = await db
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', sessionId)
      // Rows that refer to it do not wait for it: who writes them, e.g. a place, may hold what this change waits for.
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!session) throw new ExamusError('not_found', 'no such session');
    const change = new SessionChange(db, session, now);
    const result = await work(change);
    if (change.isNewlyClosed) {
      await endLeftOpen(change, change.session.endedAt ?? now);
      await decideByScore(change);
    }
    await change.queueForLms();
    await change.keepSealed(services.signer);
    await change.save();
    return { result, change };
  });
  change.tell(services);
  if (change.hasMovedQueue) await tellQueue(services, change.session);
  return result;
}

/** One session inside its transaction. `session` shows what was changed so far. */
export class SessionChange {
  readonly db: Queries;
  readonly now: number;
  session: SessionRecord;
  readonly #before: SessionRecord;
  #hasNews = false;
  readonly #chat: ChatMessage[] = [];
  readonly #warnings = new Map<string, Warning>();
  readonly #judged: Judged[] = [];

  constructor(db: Queries, session: SessionRecord, now: number) {
    this.db = db;
    this.now = now;
    this.session = session;
    this.#before = session;
  }

  /** Somebody came to wait for admission or waits no more: everybody behind them has another place. */
  get hasMovedQueue(): boolean {
    return isInQueue(this.#before) !== isInQueue(this.session);
  }

  /** It closes now, or more of its journal came after it had closed. */
  get isNewlyClosed(): boolean {
    const { phase, journalSeq } = this.session;
    return phase === 'closed' && (this.#before.phase !== phase || this.#before.journalSeq !== journalSeq);
  }

  /** Applies an event; false when it changes nothing. Rejects with `wrong_phase` when the phase does not allow it. */
  async apply(event: SessionEvent, act?: Act): Promise<boolean> {
    const outcome = await this.offer(event, act);
    if (outcome === 'refused') {
      const { phase } = this.session;
      throw phase === 'created'
        ? new ExamusError('consent_missing', 'the student has not agreed yet')
        : new ExamusError('wrong_phase', `${event.type} is not possible now`, { phase });
    }
    return outcome === 'applied';
  }

  /** The same for events that may come too late, e.g. what a machine reports hours afterwards. */
  async offer(event: SessionEvent, act?: Act): Promise<'applied' | 'same' | 'refused'> {
    const { state, plan } = this.session;
    const next = reduce(state, event, plan);
    if (next === null) return 'refused';
    if (next === state) return 'same';
    this.set({
      state: next,
      phase: next.phase,
      startedAt: clockOf(next)?.startedAt ?? null,
      endedAt: isOver(next.phase) && 'endedAt' in next ? next.endedAt : null,
    });
    await this.record(act ?? { what: event.type, personId: null });
    await noteAbsence(this, state, event);
    return 'applied';
  }

  /** Changes columns that the student or the proctor sees. */
  set(columns: Partial<SessionRecord>): void {
    this.session = { ...this.session, ...columns };
    this.#hasNews = true;
  }

  /** Changes columns that nobody is shown, e.g. the heartbeat. */
  note(columns: Partial<SessionRecord>): void {
    this.session = { ...this.session, ...columns };
  }

  /** Adds a link to the chain of acts. */
  async record({ what, personId, detail = '', about = null }: Act): Promise<void> {
    const { id, actSeq, actHash } = this.session;
    const act = { seq: actSeq + 1, at: this.now, what, personId, detail, about, prev: actHash };
    const hash = sha256(actText(act));
    await this.db
      .insertInto('acts')
      .values({ ...act, hash, sessionId: id })
      .execute();
    this.note({ actSeq: act.seq, actHash: hash });
  }

  /** A session that closes is signed at once; what comes after the closing is signed when it has all come. */
  async keepSealed(signer: Signer): Promise<void> {
    const { phase, journalSeq, actSeq } = this.session;
    if (phase !== 'closed') return;
    if (this.#before.phase !== 'closed') {
      await sealSession(this.db, signer, this.session, this.now, { justClosed: true });
      this.note({ unsealedSince: null });
    } else if (journalSeq !== this.#before.journalSeq || actSeq !== this.#before.actSeq) {
      this.note({ unsealedSince: this.now });
    }
  }

  /** What the LMS that launched it is to be told of the change. */
  queueForLms(): Promise<void> {
    const { session: after, now } = this;
    return queueForLms(this.db, { before: this.#before, after, warnings: this.#warnings.values(), now });
  }

  /** Something outside the row changed, e.g. a photo or the verdict. */
  touch(): void {
    this.#hasNews = true;
  }
  addChat(message: ChatMessage): void {
    this.#chat.push(message);
  }
  addWarning(warning: Warning): void {
    this.#warnings.set(warning.id, warning);
  }

  addJudged(judged: Judged): void {
    this.#judged.push(judged);
  }

  async save(): Promise<void> {
    if (this.session === this.#before && !this.#hasNews) return;
    if (this.#hasNews) this.session = { ...this.session, revision: this.#before.revision + 1 };
    const { id, examId: _exam, institutionId: _institution, personId: _person, ...columns } = this.session;
    await this.db
      .updateTable('sessions')
      .set({
        ...columns,
        state: JSON.stringify(columns.state),
        plan: JSON.stringify(columns.plan),
        settings: JSON.stringify(columns.settings),
        accommodation: columns.accommodation && JSON.stringify(columns.accommodation),
      })
      .where('id', '=', id)
      .execute();
  }

  tell({ live }: Pick<Services, 'live'>): void {
    const { id } = this.session;
    for (const message of this.#chat) live.chatAdded(id, message);
    for (const warning of this.#warnings.values()) live.warningChanged(id, warning);
    for (const judged of this.#judged) live.judged(id, judged);
    // What is written changes who has unread words and who waits for an answer.
    if (this.#hasNews || this.#warnings.size > 0 || this.#chat.length > 0) live.sessionChanged(id);
  }
}
