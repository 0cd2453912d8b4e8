import * as v from 'valibot';
import type { Route } from '../../api.ts';
import { epochMs } from './parts.ts';

export const auditWhats = [
  'institution_changed',
  'logo_changed',
  'logo_removed',
  'person_invited',
  'person_changed',
  'person_deactivated',
  'person_activated',
  'people_imported',
  'group_created',
  'group_changed',
  'group_deleted',
  'exam_created',
  'exam_changed',
  'exam_students_changed',
  'exam_room_changed',
  'quiz_password_changed',
  'quick_replies_changed',
  'attempt_granted',
  'integration_created',
  'integration_changed',
  'secret_rotated',
  'message_settled',
  'key_created',
  'key_revoked',
] as const;
export type AuditWhat = (typeof auditWhats)[number];

/** One thing that is different: its dotted name, and what it was and is (never a secret). Absent = it was not there. */
export const auditChange = v.object({
  field: v.string(),
  before: v.optional(v.unknown()),
  after: v.optional(v.unknown()),
});
export type AuditChange = v.InferOutput<typeof auditChange>;

export const auditEntry = v.object({
  id: v.number(),
  at: epochMs,
  who: v.string(),
  what: v.picklist(auditWhats),
  subject: v.string(),
  changes: v.array(auditChange),
});
export type AuditEntry = v.InferOutput<typeof auditEntry>;

const filter = {
  /** Part of who did it or what it was done to. */
  q: v.optional(v.pipe(v.string(), v.maxLength(200))),
  what: v.optional(v.picklist(auditWhats)),
};
export const auditRoutes = {
  adminAudit: {
    method: 'GET',
    path: '/api/v1/admin/audit',
    access: 'admin',
    summary: 'What administrators changed, newest first, 50 at a time',
    query: v.object({
      ...filter,
      /** Id of the last entry of the page before. */
      before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
    }),
    reply: v.object({ entries: v.array(auditEntry), more: v.boolean() }),
  },
  auditCsv: {
    method: 'GET',
    path: '/api/v1/admin/audit.csv',
    access: 'admin',
    summary: 'The same as a table (CSV, UTF-8), at most 50,000 entries',
    query: v.object(filter),
    reply: 'bytes',
  },
} as const satisfies Record<string, Route>;
