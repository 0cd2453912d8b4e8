import { sql } from 'kysely';
import type { HandlerInput, HandlerReply } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { Phase } from '../../protocol/session.ts';
import type { Services } from '../context.ts';
import { mayProctor, type Watcher } from '../grid/may-proctor.ts';
import { selectRows, toRow } from './session-rows.ts';

const PAGE = 50;
type Filter = HandlerInput<'consoleSessions'>['query'];
const phasesOf: Record<NonNullable<Filter['phase']>, Phase[]> = {
  waiting: ['awaiting_admission'],
  live: ['running', 'paused', 'interrupted'],
  over: ['finishing', 'closed'],
};

/** A page of the sessions that are the watcher's to see, newest first. Rejects with `not_found` when `after` is not one. */
export async function listSessions(
  { db, now }: Services,
  watcher: Watcher,
  { examId, phase, review, q, after }: Filter,
): Promise<HandlerReply<'consoleSessions'>> {
  let rows = selectRows(db, watcher.institutionId).where(mayProctor(watcher, 's.examId'));
  if (examId !== undefined) rows = rows.where('s.examId', '=', examId);
  if (phase !== undefined) rows = rows.where('s.phase', 'in', phasesOf[phase]);
  if (review === 'pending' || review === 'mine') {
    rows = rows.where((e) => e.or([e('r.state', 'is', null), e('r.reopenedAt', 'is not', null)]));
    if (review === 'mine') {
      rows = rows.where((e) => {
        const own = e
          .selectFrom('opinions as o')
          .select('o.state')
          .whereRef('o.sessionId', '=', 's.id')
          .where('o.personId', '=', watcher.id)
          .where('o.round', '=', e.fn.coalesce('r.round', e.lit(1)));
        return e.not(e.exists(own));
      });
    }
  } else if (review === 'appealed') {
    rows = rows.where('r.reopenedAt', 'is not', null);
  } else if (review !== undefined) {
    rows = rows.where('r.state', '=', review).where('r.reopenedAt', 'is', null);
  }
  const part = q?.trim();
  if (part) {
    rows = rows
      .where('p.name', 'ilike', `%${part.replace(/[\\%_]/g, '\\$&')}%`)
      // A name must not be found out by looking for it.
      .where((e) =>
        e.or([
          sql<boolean>`(s.settings->>'blindReview') is distinct from 'true'`,
          e('s.phase', 'not in', phasesOf.over),
          e.and([e('r.decidedAt', 'is not', null), e('r.reopenedAt', 'is', null)]),
        ]),
      );
  }
  if (after !== undefined) {
    const last = await db
      .selectFrom('sessions')
      .select(['id', 'createdAt'])
      .where('id', '=', after)
      .where('institutionId', '=', watcher.institutionId)
      .where(mayProctor(watcher, 'sessions.examId'))
      .executeTakeFirst();
    if (!last) throw new ExamusError('not_found', 'no such session to go on after');
    // One comparison of pairs: two sessions made in the same millisecond are neither skipped nor shown twice.
    rows = rows.where(sql<boolean>`(s."createdAt", s.id) < (${last.createdAt}::float8, ${last.id}::uuid)`);
  }
  const found = await rows
    .orderBy('s.createdAt', 'desc')
    .orderBy('s.id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const at = now();
  return { sessions: found.slice(0, PAGE).map((row) => toRow(row, at)), more: found.length > PAGE };
}
