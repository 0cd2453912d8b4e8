import * as v from 'valibot';
import { accommodation } from '../accommodation.ts';
import { examId, sessionId, warningId } from '../ids.ts';
import { judgements } from '../score.ts';
import { judged, remark, reviewedWarning } from '../review.ts';
import { closeReasons, phases } from '../session.ts';
import { reviewView } from '../views.ts';

const epochMs = v.number();
const none = v.object({});
const inSession = v.object({ sessionId });
const inExam = v.object({ examId });
/** As long as what an LMS may call a student. */
export const MAX_SUBJECT_LENGTH = 255;
const subject = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.minLength(1),
  v.maxLength(MAX_SUBJECT_LENGTH),
);

const granted = v.object({
  /** User name or e-mail, as in the exam's list of students; of an LMS's student the user id there. */
  subject,
  /** Name of the person it belongs to; null while they have never signed in. */
  name: v.nullable(v.string()),
  accommodation,
  /** Why: for admins alone. */
  note: v.string(),
  updatedAt: epochMs,
});

/** A student's own record of a session: what is held against them, and what was decided. */
export const ownRecord = v.object({
  sessionId,
  examName: v.string(),
  courseName: v.string(),
  /** A rehearsal: nobody reviews it. */
  trial: v.optional(v.boolean()),
  phase: v.picklist(phases),
  closeReason: v.nullable(v.picklist(closeReasons)),
  startedAt: v.nullable(epochMs),
  endedAt: v.nullable(epochMs),
  review: reviewView,
  /** False once nothing the student writes can change the verdict any more. */
  mayWrite: v.boolean(),
  warnings: v.array(v.omit(reviewedWarning, ['note', 'judgedBy', 'said', 'hidden'])),
  /** What else happened, by the names of acts and events; nobody is named. */
  timeline: v.array(v.object({ at: epochMs, what: v.string() })),
  remarks: v.array(remark),
});
export type OwnRecord = v.InferOutput<typeof ownRecord>;

/** Several sessions that belong together although they should not. */
export const collision = v.object({
  /** `photo`: the very same picture was sent as the identity photo of several sessions. `machines`: one account, one
   *  session, several machines. `same_time`: one account sat in two sessions at once. */
  kind: v.picklist(['photo', 'machines', 'same_time']),
  sessions: v.array(
    v.object({
      id: sessionId,
      studentName: v.string(),
      examName: v.string(),
      startedAt: v.nullable(epochMs),
    }),
  ),
  /** Hash of the picture, or ids of the machines. */
  details: v.array(v.string()),
});
export type Collision = v.InferOutput<typeof collision>;

/** Judging, appeals, reports and what single students are granted. */
export const reviewRoutes = {
  /** Confirms or dismisses warnings, or takes that back (null). `note` absent leaves the note as it is. */
  judge: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/judgements',
    access: 'proctor',
    params: inSession,
    body: v.object({
      warningIds: v.pipe(v.array(warningId), v.minLength(1), v.maxLength(500)),
      judgement: v.optional(v.nullable(v.picklist(judgements))),
      note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1000))),
    }),
    reply: judged,
  },
  /** In a blind review: shows this reviewer name and photos from now on. That they asked is an act. */
  showIdentity: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/identity',
    access: 'proctor',
    params: inSession,
    reply: none,
  },
  /** Every session of an exam; `csv` is for spreadsheets. Trials are no results: they come only where asked for. */
  examReport: {
    method: 'GET',
    path: '/api/v1/console/exams/:examId/report',
    access: 'proctor',
    params: inExam,
    query: v.object({
      format: v.picklist(['csv', 'json']),
      trials: v.optional(v.picklist(['leave_out', 'include']), 'leave_out'),
    }),
    reply: 'bytes',
  },
  collisions: {
    method: 'GET',
    path: '/api/v1/console/exams/:examId/collisions',
    access: 'proctor',
    params: inExam,
    reply: v.object({ examName: v.string(), collisions: v.array(collision) }),
  },

  /** Who is granted what in an exam, and who could be: those on its list, and who has opened it. */
  accommodations: {
    method: 'GET',
    path: '/api/v1/admin/exams/:examId/accommodations',
    access: 'admin',
    params: inExam,
    reply: v.object({
      examName: v.string(),
      granted: v.array(granted),
      students: v.array(v.object({ subject: v.string(), name: v.nullable(v.string()) })),
    }),
  },
  /** Holds for sessions that have not begun to run. */
  grantAccommodation: {
    method: 'PUT',
    path: '/api/v1/admin/exams/:examId/accommodations/:subject',
    access: 'admin',
    params: v.object({ examId, subject }),
    body: v.object({
      accommodation,
      note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(2000)), ''),
    }),
    reply: none,
  },
  withdrawAccommodation: {
    method: 'DELETE',
    path: '/api/v1/admin/exams/:examId/accommodations/:subject',
    access: 'admin',
    params: v.object({ examId, subject }),
    reply: none,
  },
} as const;

/** A student's look back. */
export const ownReviewRoutes = {
  /** During the exam the student's machine asks too: started anew, it shows again what was noticed before. */
  ownRecord: {
    method: 'GET',
    path: '/api/v1/sessions/:sessionId/record',
    access: 'upload',
    params: inSession,
    reply: ownRecord,
  },
  /** A comment for the reviewer; after a verdict an appeal, which reopens the review. Same id = same remark. */
  addRemark: {
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/remarks',
    access: 'student',
    params: inSession,
    body: v.object({
      id: remark.entries.id,
      text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000)),
    }),
    reply: ownRecord,
  },
} as const;
