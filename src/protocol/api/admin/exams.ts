import * as v from 'valibot';
import type { Route } from '../../api.ts';
import { examSettings, lmsTarget, modes } from '../../exam-settings.ts';
import { examId, groupId, personId, sessionId } from '../../ids.ts';
import { lengthMinutes } from '../../proctoring-hours.ts';
import { closeReasons, phases } from '../../session.ts';
import { reviewStates } from '../../views.ts';
import { csvText, epochMs, lineError, subject, text } from './parts.ts';

/** What is wrong where the calendar would have no places. */
export const LONGER_THAN_HOURS = 'the exam is longer than the proctoring hours of a day';

const inExam = v.object({ examId });

export const examValues = v.object({
  name: text(500),
  courseName: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(450)), ''),
  lms: lmsTarget,
  settings: v.pipe(
    examSettings,
    v.forward(
      v.check(
        ({ startsAt, endsAt }) => startsAt === null || endsAt === null || startsAt < endsAt,
        'the end is before the beginning',
      ),
      ['endsAt'],
    ),
    v.forward(
      v.check(
        ({ schedule, proctoringHours, durationMinutes }) =>
          !schedule || proctoringHours === null || durationMinutes <= lengthMinutes(proctoringHours),
        LONGER_THAN_HOURS,
      ),
      ['proctoringHours', 'to'],
    ),
  ),
});
export type ExamValues = v.InferOutput<typeof examValues>;

export const adminExam = v.object({
  id: examId,
  key: v.string(),
  ...examValues.entries,
  settings: examSettings,
  /** Settings that are set but that nothing acts on. */
  notEnforced: v.array(v.string()),
  /** Name of the integration whose LMS writes these settings anew at every start; null = they are ours. */
  integration: v.nullable(v.string()),
});
export type AdminExam = v.InferOutput<typeof adminExam>;

export const examHead = v.object({
  id: examId,
  name: v.string(),
  courseName: v.string(),
  mode: v.picklist(modes),
  trial: v.boolean(),
  startsAt: v.nullable(epochMs),
  endsAt: v.nullable(epochMs),
  /** Null = every student of the institution. */
  students: v.nullable(v.number()),
  integration: v.nullable(v.string()),
});
export type ExamHead = v.InferOutput<typeof examHead>;

/** Who may take an exam. */
export const examStudents = v.variant('who', [
  v.object({ who: v.literal('all') }),
  v.object({
    who: v.literal('listed'),
    students: v.pipe(v.array(subject), v.maxLength(20_000)),
    groupIds: v.pipe(v.array(groupId), v.maxLength(500)),
  }),
]);
export type ExamStudents = v.InferOutput<typeof examStudents>;

export const attemptRow = v.object({
  personId,
  name: v.string(),
  userName: v.nullable(v.string()),
  /** Attempts used, and all that they may have. */
  used: v.number(),
  allowed: v.number(),
  /** Their own end of the exam's slot. */
  until: v.nullable(epochMs),
  sessions: v.array(
    v.object({
      id: sessionId,
      attempt: v.number(),
      phase: v.picklist(phases),
      closeReason: v.nullable(v.picklist(closeReasons)),
      startedAt: v.nullable(epochMs),
      endedAt: v.nullable(epochMs),
      review: v.picklist(reviewStates),
    }),
  ),
});
export type AttemptRow = v.InferOutput<typeof attemptRow>;

export const examRoutes = {
  adminExams: {
    method: 'GET',
    path: '/api/v1/admin/exams',
    access: 'admin',
    summary: 'Exams of your institution',
    reply: v.object({ exams: v.array(examHead) }),
  },
  createExam: {
    method: 'POST',
    path: '/api/v1/admin/exams',
    access: 'admin',
    summary: 'Make an exam. `key` is your own name for it and stays; without one it gets a random one',
    body: v.object({ key: v.optional(text(100)), ...examValues.entries }),
    reply: adminExam,
  },
  adminExam: {
    method: 'GET',
    path: '/api/v1/admin/exams/:examId',
    access: 'admin',
    summary: 'One exam with all its settings',
    params: inExam,
    reply: adminExam,
  },
  putExam: {
    method: 'PUT',
    path: '/api/v1/admin/exams/:examId',
    access: 'admin',
    summary: 'Change an exam. Settings that are left out take their defaults',
    params: inExam,
    body: examValues,
    reply: adminExam,
  },
  adminExamStudents: {
    method: 'GET',
    path: '/api/v1/admin/exams/:examId/students',
    access: 'admin',
    summary: 'Who may take an exam',
    params: inExam,
    reply: examStudents,
  },
  putExamStudents: {
    method: 'PUT',
    path: '/api/v1/admin/exams/:examId/students',
    access: 'admin',
    summary: 'Say who may take an exam: everybody, or these people and groups',
    params: inExam,
    body: examStudents,
    reply: examStudents,
  },
  importExamStudents: {
    method: 'POST',
    path: '/api/v1/admin/exams/:examId/students/import',
    access: 'admin',
    summary:
      'Add people from a table whose first column is a user name or e-mail. Nothing is changed when a line is wrong',
    params: inExam,
    body: v.object({ csv: csvText, dryRun: v.optional(v.boolean(), false) }),
    reply: v.object({
      lines: v.number(),
      added: v.number(),
      errors: v.array(lineError),
      /** Nobody of that name has an account here yet. */
      unknown: v.array(subject),
    }),
  },
  examAttempts: {
    method: 'GET',
    path: '/api/v1/admin/exams/:examId/attempts',
    access: 'admin',
    summary: 'Attempts at an exam by student; with `q` also students without one, 100 at most',
    params: inExam,
    query: v.object({ q: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
    reply: v.object({ rows: v.array(attemptRow), more: v.boolean() }),
  },
  grantAttempt: {
    method: 'POST',
    path: '/api/v1/admin/exams/:examId/attempts',
    access: 'admin',
    summary: 'Give a student one more attempt, until a time of their own where the slot is over',
    params: inExam,
    body: v.object({ personId, until: v.optional(v.nullable(epochMs), null), reason: text(500) }),
    reply: attemptRow,
  },
} as const satisfies Record<string, Route>;
