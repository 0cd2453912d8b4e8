import * as v from 'valibot';
import { examId, messageId, sessionId, warningId } from '../ids.ts';
import { chatMessage } from '../views.ts';
import { isTechnical, warningTypes } from '../warnings.ts';

const inSession = v.object({ sessionId });
const inMessage = v.object({ sessionId, messageId });
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
const epochMs = v.number();

/** Where an exam stands when a reply is offered. */
export const replyStages = ['admission', 'exam', 'pause', 'over'] as const;
export const quickReply = v.object({
  stage: v.picklist(replyStages),
  /** What the student reads, in each language. */
  texts: v.object({
    ru: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
    kk: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
    en: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
  }),
});
export type QuickReply = v.InferOutput<typeof quickReply>;
export const MAX_QUICK_REPLIES = 40;

/**
 * What a proctor does to an exam under way, beside admitting, writing and ending it. Each is an act in the session's
 * chain; each answers 204-like `{}`: the new state reaches the console as everybody else, over the live socket.
 */
export const roomRoutes = {
  /**
   * Our clock stops and the time is given back. `curtain` hides the quiz; where the LMS's own clock runs on
   * (`settings.lmsClock`) that takes `lmsTimeIsLost: true`, else `conflict`.
   */
  pauseExam: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/pause',
    access: 'proctor',
    params: inSession,
    body: v.object({
      reason,
      curtain: v.boolean(),
      lmsTimeIsLost: v.optional(v.boolean(), false),
    }),
    reply: v.object({}),
  },
  resumeExam: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/resume',
    access: 'proctor',
    params: inSession,
    reply: v.object({}),
  },
  /** More time for one student. The same `id` again adds nothing twice. */
  extendExam: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/extend',
    access: 'proctor',
    params: inSession,
    body: v.object({
      id: v.pipe(v.string(), v.uuid()),
      minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240)),
      reason,
    }),
    reply: v.object({}),
  },
  /** A closed session that ran goes on; the time it stood closed is given back. The return window begins anew. */
  reopenSession: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/reopen',
    access: 'proctor',
    params: inSession,
    body: v.object({ reason }),
    reply: v.object({}),
  },
  /** The student cannot take a photo: goes on without. */
  waivePhotos: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/waive-photos',
    access: 'proctor',
    params: inSession,
    body: v.object({ reason }),
    reply: v.object({}),
  },
  /** A warning by a person; `tell` writes it to the student as well. The same `id` again adds nothing twice. */
  addWarning: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/warnings',
    access: 'proctor',
    params: inSession,
    body: v.object({
      id: warningId,
      type: v.pipe(
        v.picklist(warningTypes),
        v.check((type) => !isTechnical(type), 'a technical fault is nobody’s to give'),
      ),
      startAt: epochMs,
      note: v.pipe(v.string(), v.trim(), v.maxLength(200)),
      tell: v.boolean(),
    }),
    reply: v.object({}),
  },
  /** A warning that is on record is told to the student: a message they can answer. The same `id` again tells nothing twice. */
  forwardWarning: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/warnings/:warningId/forward',
    access: 'proctor',
    params: v.object({ sessionId, warningId }),
    body: v.object({ id: messageId }),
    reply: chatMessage,
  },
  /** One message to everybody who is at an exam now. The same `id` again sends nothing twice. */
  broadcast: {
    method: 'POST',
    path: '/api/v1/console/exams/:examId/chat',
    access: 'proctor',
    params: v.object({ examId }),
    body: v.object({ id: messageId, text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)) }),
    reply: v.object({ sent: v.number() }),
  },
  /** What the student wrote up to this number was read by a proctor. */
  readChat: {
    method: 'POST',
    path: '/api/v1/console/sessions/:sessionId/chat/read',
    access: 'proctor',
    params: inSession,
    body: v.object({ upTo: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    reply: v.object({}),
  },
  /** A picture as a message: JPEG, PNG or WebP, at most 2 MiB; header `examus-sha256`. Idempotent by its id. */
  proctorImage: {
    method: 'PUT',
    path: '/api/v1/console/sessions/:sessionId/chat/:messageId/image',
    access: 'proctor',
    params: inMessage,
    body: 'bytes',
    reply: chatMessage,
  },
  chatImage: {
    method: 'GET',
    path: '/api/v1/console/sessions/:sessionId/chat/:messageId/image',
    access: 'proctor',
    params: inMessage,
    reply: 'bytes',
  },
  quickReplies: {
    method: 'GET',
    path: '/api/v1/console/quick-replies',
    access: 'proctor',
    reply: v.object({ replies: v.array(quickReply), isOwn: v.boolean() }),
  },
  /** Null = the ones that come with Examus. */
  setQuickReplies: {
    method: 'PUT',
    path: '/api/v1/console/quick-replies',
    access: 'admin',
    body: v.object({ replies: v.nullable(v.pipe(v.array(quickReply), v.maxLength(MAX_QUICK_REPLIES))) }),
    reply: v.object({ replies: v.array(quickReply), isOwn: v.boolean() }),
  },
} as const;

/** The student's side of pictures in the chat. */
export const ownImageRoutes = {
  studentImage: {
    method: 'PUT',
    path: '/api/v1/sessions/:sessionId/chat/:messageId/image',
    access: 'upload',
    params: inMessage,
    body: 'bytes',
    reply: chatMessage,
  },
  ownChatImage: {
    method: 'GET',
    path: '/api/v1/sessions/:sessionId/chat/:messageId/image',
    access: 'upload',
    params: inMessage,
    reply: 'bytes',
  },
} as const;
