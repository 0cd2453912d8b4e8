import { toCsv } from '../../shared/csv.ts';
import type { Services } from '../context.ts';
import type { PersonCaller } from '../http/caller.ts';
import type { Handlers } from '../http/routes.ts';
import { partOf } from './part-of.ts';

const PAGE = 50;
const MAX_CSV_ROWS = 50_000;

export function auditHandlers({ db }: Services): Pick<Handlers, 'adminAudit' | 'auditCsv'> {
  const find = (
    { person }: PersonCaller,
    { q, what }: { q?: string | undefined; what?: string | undefined },
  ) =>
    db
      .selectFrom('audit')
      .select(['id', 'at', 'who', 'what', 'subject', 'changes'])
      .where('institutionId', '=', person.institutionId)
      .$if(Boolean(q), (rows) =>
        rows.where((e) => e.or([e('who', 'ilike', partOf(q!)), e('subject', 'ilike', partOf(q!))])),
      )
      .$if(what !== undefined, (rows) => rows.where('what', '=', what as never))
      .orderBy('id', 'desc');
  return {
    async adminAudit({ caller, input: { query } }) {
      const rows = await find(caller, query)
        .$if(query.before !== undefined, (all) => all.where('id', '<', query.before!))
        .limit(PAGE + 1)
        .execute();
      return { entries: rows.slice(0, PAGE), more: rows.length > PAGE };
    },
    async auditCsv({ caller, input: { query }, reply }) {
      const rows = await find(caller, query).limit(MAX_CSV_ROWS).execute();
      const table = rows.flatMap(({ id, at, who, what, subject, changes }) => {
        const head = [id, new Date(at).toISOString(), who, what, subject];
        return changes.length === 0
          ? [[...head, '', '', '']]
          : changes.map(({ field, before, after }) => [...head, field, textOf(before), textOf(after)]);
      });
      void reply
        .type('text/csv; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="examus-audit.csv"');
      return toCsv([['id', 'at', 'who', 'what', 'subject', 'field', 'before', 'after'], ...table]);
    },
  };
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
