import { sql } from 'kysely';
import type { HandlerInput } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId } from '../../protocol/ids.ts';
import { scoreOf, verdictByScore } from '../../protocol/score.ts';
import { isOver } from '../../protocol/session.ts';
import { isTechnical } from '../../protocol/warnings.ts';
import type { Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import type { Queries } from '../store/database.ts';
import { mayProctor } from '../grid/may-proctor.ts';
import { givenTime } from '../sessions/given-time.ts';
import { csvOf } from './csv.ts';
import { selectRows, toRow } from './session-rows.ts';
import { remarksOf } from './reviewed.ts';
import { sightOf } from './sight.ts';
import { warningsOf } from './warnings.ts';

interface Report {
  fileName: string;
  type: string;
  text: string;
}

/**
 * Every session of an exam on one sheet, trials only where asked for. Names stay out where a blind
 * review is not decided yet, others' judgements where two reviewers are independent. Rejects with `not_found`.
 */
export async function examReport(
  { db, now }: Services,
  person: Person,
  { params: { examId }, query: { format, trials } }: HandlerInput<'examReport'>,
): Promise<Report> {
  const { institutionId } = person;
  const exam = await db
    .selectFrom('exams')
    .select(['id', 'key', 'name', 'courseName'])
    .where('id', '=', examId)
    .where('institutionId', '=', institutionId)
    .where(mayProctor(person, 'exams.id'))
    .executeTakeFirst();
  if (!exam) throw new ExamusError('not_found', 'no such exam');
  const sessions = await sessionsOf(db, { person, examId, trials }, now());
  const fileName = `examus-${exam.key.replace(/[^\w.-]+/g, '-').slice(0, 60)}.${format}`;
  if (format === 'json') {
    const text = `${JSON.stringify({ exam, madeAt: iso(now()), sessions }, null, 2)}\n`;
    return { fileName, type: 'application/json', text };
  }
  const head = [...new Set(sessions.flatMap((session) => Object.keys(session)))].filter(
    (name) => name !== 'warnings' && name !== 'remarks',
  ) as (keyof Omit<ReportedSession, 'warnings' | 'remarks'>)[];
  const rows = sessions.map((session) => head.map((name) => session[name]));
  return {
    fileName,
    type: 'text/csv; charset=utf-8',
    text: csvOf(head.length > 0 ? head : ['sessionId'], rows),
  };
}

type ReportedSession = Awaited<ReturnType<typeof sessionsOf>>[number];
const iso = (at: number): string => new Date(at).toISOString();
/** To a tenth. */
const minutesOf = (ms: number): number => Math.round(ms / 6000) / 10;
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

async function sessionsOf(
  db: Queries,
  of: { person: Person; examId: ExamId; trials: 'leave_out' | 'include' },
  now: number,
) {
  const { person, examId, trials } = of;
  const rows = await selectRows(db, person.institutionId)
    .leftJoin('people as judge', 'judge.id', 'r.personId')
    .select(['s.attempt', 'p.email', 'judge.name as decidedBy'])
    .where('s.examId', '=', examId)
    .$if(trials === 'leave_out', (rows) => rows.where(sql<boolean>`not (s.settings->>'trial')::boolean`))
    .orderBy('s.attempt')
    .execute();
  const sessions = await Promise.all(
    rows.map(async ({ attempt, email, decidedBy, settings, ...selected }) => {
      const row = toRow({ ...selected, settings }, now);
      const sight = await sightOf(db, { id: row.id, settings }, person);
      const warnings = await warningsOf(db, row.id, settings.visibleWarnings, sight);
      const score = scoreOf(warnings, settings);
      const { state, comment, decidedAt, appealed } = row.review;
      const given = givenTime(selected.state, settings);
      const isNamed = row.studentName === selected.studentName;
      const counted = warnings.filter(({ type }) => !isTechnical(type));
      return {
        sessionId: row.id,
        student: row.studentName,
        email: isNamed ? email : null,
        attempt,
        mode: settings.mode,
        trial: settings.trial,
        phase: row.phase,
        closeReason: row.closeReason,
        startedAt: isoOrNull(row.startedAt),
        endedAt: isoOrNull(row.endedAt),
        minutes:
          row.startedAt !== null && row.endedAt !== null ? minutesOf(row.endedAt - row.startedAt) : null,
        stoodStillMinutes: minutesOf(given.stoodStillMs),
        addedMinutes: minutesOf(given.extraMs),
        lmsLostMinutes: minutesOf(given.lmsLostMs),
        verdict: state,
        preliminary:
          settings.mode === 'auto' && isOver(row.phase) && state === 'pending' ? verdictByScore(score) : null,
        comment,
        decidedBy: state === 'pending' ? null : (decidedBy ?? 'score'),
        decidedAt: isoOrNull(decidedAt),
        appealed: appealed === true,
        score: score.score,
        attentionLevel: score.threshold.attention,
        rejectionLevel: score.threshold.rejected,
        confirmed: counted.filter(
          ({ judgement, source }) => judgement === 'confirmed' || (source === 'human' && judgement === null),
        ).length,
        dismissed: counted.filter(({ judgement }) => judgement === 'dismissed').length,
        unjudged: counted.filter(({ judgement, source }) => judgement === null && source !== 'human').length,
        technical: warnings.length - counted.length,
        warnings: warnings.map(({ startAt, endAt, ...warning }) => ({
          ...warning,
          startAt: iso(startAt),
          endAt: isoOrNull(endAt),
        })),
        remarks: (await remarksOf(db, row.id)).map(({ at, ...remark }) => ({ ...remark, at: iso(at) })),
      };
    }),
  );
  // By what is shown of them: the order of hidden names would tell some of them.
  return sessions.sort((a, b) => a.student.localeCompare(b.student));
}
