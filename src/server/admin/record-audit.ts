import type { AuditChange, AuditWhat } from '../../protocol/api/admin/audit.ts';
import { canonicalJson } from '../../protocol/canonical-json.ts';
import type { PersonCaller } from '../http/caller.ts';
import type { Queries } from '../store/database.ts';

export interface Deed {
  what: AuditWhat;
  /** Name of what was changed. */
  subject: string;
  /** As it can be shown, so without secrets. */
  before?: object | null;
  after?: object | null;
}

/** Writes down who changed what; in the transaction of the change, so that neither is without the other. */
export async function recordAudit(
  db: Queries,
  { person }: Pick<PersonCaller, 'person'>,
  at: number,
  { what, subject, before, after }: Deed,
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      institutionId: person.institutionId,
      at,
      personId: person.id,
      who: person.name,
      what,
      subject: subject.slice(0, 500),
      changes: JSON.stringify(changesBetween(before ?? {}, after ?? {})),
    })
    .execute();
}

/** What is different, by dotted name; lists are compared whole. */
export function changesBetween(before: object, after: object, path = ''): AuditChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name): AuditChange[] => {
    const [was, is] = [Reflect.get(before, name) as unknown, Reflect.get(after, name) as unknown];
    const field = path + name;
    if (isRecord(was) && isRecord(is)) return changesBetween(was, is, `${field}.`);
    if (canonicalJson(was ?? null) === canonicalJson(is ?? null)) return [];
    return [
      { field, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
    ];
  });
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
