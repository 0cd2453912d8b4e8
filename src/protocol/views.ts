import * as v from 'valibot';
import { booking } from './booking.ts';
import { detectionView } from './detection-settings.ts';
import { identifications, lmsTarget, modes, photoKinds, visibleWarnings } from './exam-settings.ts';
import { examId, institutionId, messageId, personId, sessionId } from './ids.ts';
import { type Language, languages } from './language.ts';
import { rules } from './rules.ts';
import { closeReasons, phases } from './session.ts';

/** What people are shown: the shapes that both the HTTP API and the live socket carry. */

export { languages };
export type { Language };
export const language = v.picklist(languages);

export const roles = ['student', 'proctor', 'admin'] as const;
export type Role = (typeof roles)[number];

export const support = v.object({
  email: v.string(),
  /** Free text in the institution's words, e.g. `10:00–23:30`. */
  hours: v.string(),
  timeZone: v.string(),
});
export type Support = v.InferOutput<typeof support>;

export const institutionView = v.object({
  id: institutionId,
  slug: v.string(),
  name: v.string(),
  signIn: v.picklist(['oidc', 'local']),
  passwordResetUrl: v.nullable(v.string()),
  support,
  /** Words of the sign-in button where they are not the name. */
  signInLabel: v.optional(v.nullable(v.string())),
  /** Path on the server. */
  logoUrl: v.optional(v.nullable(v.string())),
});
export type InstitutionView = v.InferOutput<typeof institutionView>;

export const person = v.object({
  id: personId,
  institutionId,
  role: v.picklist(roles),
  name: v.string(),
  email: v.nullable(v.string()),
});
export type Person = v.InferOutput<typeof person>;

export const verdicts = ['accepted', 'rejected', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];
export const reviewStates = ['pending', ...verdicts] as const;
/** How a list can be narrowed: `appealed` are those pending because the student appealed. */
export const reviewFilters = [...reviewStates, 'appealed'] as const;
export const reviewView = v.object({
  state: v.picklist(reviewStates),
  comment: v.string(),
  decidedAt: v.nullable(v.number()),
  /** The student appealed against a verdict: it stands no more, and the session is looked at again. */
  appealed: v.optional(v.boolean()),
});
export type ReviewView = v.InferOutput<typeof reviewView>;

/** One line of the student's exam list. */
export const examListItem = v.object({
  id: examId,
  name: v.string(),
  courseName: v.string(),
  institutionName: v.string(),
  startsAt: v.nullable(v.number()),
  endsAt: v.nullable(v.number()),
  opensAt: v.nullable(v.number()),
  durationMinutes: v.number(),
  mode: v.picklist(modes),
  trial: v.boolean(),
  lms: lmsTarget,
  /** Chrome's leave to record the quiz tab has to be asked for as well. */
  recordTab: v.optional(v.boolean()),
  /** What it asks of the computer, for a check ahead. */
  demands: v.optional(v.object({ allowMultipleDisplays: v.boolean(), softChecks: v.array(v.string()) })),
  /** `open` = can be begun now, `running` = begun and can be gone on with. */
  state: v.picklist(['upcoming', 'open', 'running', 'missed', 'finished']),
  /** Of an exam whose students take a place in the calendar first; null = has taken none. */
  place: v.optional(v.nullable(booking)),
  session: v.nullable(
    v.object({
      id: sessionId,
      phase: v.picklist(phases),
      closeReason: v.nullable(v.picklist(closeReasons)),
      review: reviewView,
    }),
  ),
});
export type ExamListItem = v.InferOutput<typeof examListItem>;

export const chatMessage = v.object({
  id: messageId,
  /** Order on the server; grows by one per session. */
  seq: v.number(),
  at: v.number(),
  from: v.picklist(['student', 'proctor', 'system']),
  authorName: v.string(),
  /** Of a picture: its SHA-256 in brackets. */
  text: v.string(),
  /** A picture, fetched by the message's id. */
  hasImage: v.optional(v.boolean()),
});
export type ChatMessage = v.InferOutput<typeof chatMessage>;

/** Everything the student's side needs to know of a session: sent whole on every change, never as a diff. */
export const sessionView = v.object({
  id: sessionId,
  /** Grows with every change; an older view never replaces a newer one. */
  revision: v.number(),
  examId,
  examName: v.string(),
  courseName: v.string(),
  institutionName: v.string(),
  personName: v.string(),
  phase: v.picklist(phases),
  closeReason: v.nullable(v.picklist(closeReasons)),
  review: reviewView,
  mode: v.picklist(modes),
  identification: v.picklist(identifications),
  photosSent: v.array(v.picklist(photoKinds)),
  rules,
  visibleWarnings,
  /** A rehearsal: nobody reviews it. */
  trial: v.optional(v.boolean()),
  lms: lmsTarget,
  support,
  durationMinutes: v.number(),
  startedAt: v.nullable(v.number()),
  /** On the server's clock; null before the exam runs and while its clock stands still. */
  endsAt: v.nullable(v.number()),
  /** Time left while the clock stands still. */
  leftMs: v.nullable(v.number()),
  returnWindowMinutes: v.number(),
  graceMinutes: v.number(),
  launchedByLms: v.boolean(),
  /** Where the student goes on in the LMS when the exam is over. */
  finishUrl: v.optional(v.nullable(v.string())),
  queue: v.nullable(v.object({ place: v.number(), waitingSince: v.number() })),
  proctorMessage: v.nullable(v.string()),
  /** Paused with the quiz out of sight. */
  curtain: v.optional(v.boolean()),
  /** Breaks that the student was granted; `endsAt` of the one under way, which is over then by itself. */
  breaks: v.optional(
    v.nullable(v.object({ left: v.number(), minutes: v.number(), endsAt: v.nullable(v.number()) })),
  ),
  /** The LMS's own timer runs on during a pause. */
  lmsClock: v.optional(v.boolean()),
  softChecks: v.array(v.string()),
  /** The institution's own agreement, shown beside the consent text. */
  userAgreementUrl: v.optional(v.nullable(v.string())),
  allowMultipleDisplays: v.boolean(),
  /** The quiz tab is recorded too, from a click on the Examus icon on. */
  recordTab: v.optional(v.boolean()),
  detection: detectionView,
});
export type SessionView = v.InferOutput<typeof sessionView>;
