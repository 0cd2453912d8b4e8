import type { TrackStatus } from './calls.ts';
import type { SmallPicture } from './small-picture.ts';
import type { Language, SessionView } from './views.ts';
import type { Warning, WarningType } from './warnings.ts';

/**
 * The port between whoever shows the exam (panel in the quiz page, portal) and offscreen. Offscreen sends the
 * whole view on every change, so that reconnecting needs no more than connecting.
 */
export const VIEW_PORT = 'exam-view';

export type ToView =
  | { type: 'view'; view: ExamView }
  /** One picture of the student's own camera, base64 of a WebP. */
  | { type: 'frame'; webp: string }
  /** The same, for who named a width. */
  | { type: 'small-frame'; picture: SmallPicture }
  /** A picture of the chat that was asked for, small enough for the panel; null = it cannot be had. */
  | { type: 'picture'; id: string; webp: string | null }
  /** The exam has its tab; this page stands in another one (true), or in that one. */
  | { type: 'second-tab'; isSecond: boolean }
  /** Offscreen follows no session. */
  | { type: 'idle' };

export type FromView =
  /** How many pictures a second are wanted now, 0 when nobody looks; at most how wide, where small ones will do. */
  | { type: 'looking'; fps: number; width?: number | undefined }
  | { type: 'focus'; visible: boolean; focused: boolean; at: number }
  /** A dialog that the panel itself opened, such as the choice of a file, has the focus now, or no more. */
  | { type: 'own-dialog'; isOpen: boolean }
  | { type: 'chat'; id: string; text: string }
  | { type: 'picture-wanted'; id: string }
  /** A picture from the student, base64 of the file. */
  | { type: 'send-picture'; id: string; file: string }
  | { type: 'finish' }
  | { type: 'call-proctor' }
  /** To the one question that a hint asks; never scored. */
  | { type: 'answer'; hint: Hint; yes: boolean; why: string }
  /** A break that was granted. */
  | { type: 'break'; act: 'begin' | 'end' }
  | { type: 'share-screen' }
  /** From a second tab to the exam's own. */
  | { type: 'show-quiz' }
  | { type: 'reopen-devices' }
  /** `title`: the quiz's, as the page has it. */
  | {
      type: 'lms';
      event: 'attempt_started' | 'attempt_submitted' | 'quiz_opened';
      title?: string | undefined;
    }
  /** Everything in the feed up to this (server time) stood before the student's eyes. */
  | { type: 'seen'; upTo: number }
  /** Into or from the page; what it was is not told. */
  | { type: 'clipboard'; act: 'paste' | 'copy' | 'cut' }
  | { type: 'panel-removed' };

export interface ExamView {
  session: SessionView;
  language: Language;
  /** Server time = Date.now() + this. */
  clockOffsetMs: number;
  connection: 'online' | 'offline';
  /** The exam is open on another computer or in another browser, which keeps it: nothing is recorded here. */
  elsewhere: boolean;
  camera: TrackStatus['state'];
  microphone: TrackStatus['state'];
  screen: TrackStatus['state'];
  /** Recording of the quiz tab; `off` until the student clicks the icon there. */
  tab?: TrackStatus['state'];
  /** What is lost and can only be mended in the portal, because Chrome has to ask there. */
  mendInPortal?: 'devices' | 'screen' | null;
  recording: boolean;
  /** Everything recorded before this is safe on the server; null before the first acknowledgement. */
  savedUpTo: number | null;
  /** What is still to be sent, e.g. for the progress bar at the end. */
  pending: { pieces: number; bytes: number };
  /** A proctor has this student before them now, live. */
  watched?: boolean;
  /** True from «Завершить экзамен» until everything is acknowledged. */
  saving: boolean;
  /** Set when the LMS attempt ended: the session ends by itself then. */
  endsByItselfAt: number | null;
  feed: FeedItem[];
  /** What the student can do better now, before it counts; the newest last. */
  coach?: CoachAdvice[];
  /** What detection and upload cost this machine. */
  meter?: CostMeter;
  /** The largest `seen.upTo` of this session, kept from page to page; absent = nothing seen. */
  seenUpTo?: number;
}

/** Advice is named after what is wrong. Its words come with it: the panel has no room for them. */
export const advices = [
  'not_in_frame',
  'someone_else',
  'eyes_away',
  'voice',
  'extra_display',
  'no_picture',
  'picture_frozen',
  'mic_muted',
  'mic_silent',
  'dark',
  'back_light',
  'too_far',
  'off_centre',
  'virtual_camera',
  'virtual_machine',
] as const;
export type Advice = (typeof advices)[number];

/** Advice that asks in words, once, whether what it guesses is so. */
export const hints = ['virtual_camera', 'virtual_machine'] as const satisfies Advice[];
export type Hint = (typeof hints)[number];

export interface CoachAdvice {
  advice: Advice;
  /** In the student's language. */
  text: string;
  /** Server's clock. */
  since: number;
  /** `fault`: of the machine, nobody's guilt; `tip`: never becomes a warning. */
  kind: 'conduct' | 'fault' | 'tip';
}

export interface CostMeter {
  /** Of one processor core, eyes and ears together, 0–1; null before it is measured and where there is no detection. */
  detectionShare: number | null;
  samplesPerSecond: number;
  /** As the camera's track has it now. */
  cameraFps: number;
  uploadBytesPerSecond: number;
  /** 0 = full pace, 2 = as slow as it gets. */
  steppedDown: 0 | 1 | 2;
}

/** What stands in the chat feed, oldest first. */
export type FeedItem =
  | { id: string; at: number; kind: 'student'; text: string; delivered: boolean; picture?: true }
  | { id: string; at: number; kind: 'proctor' | 'system'; text: string; authorName: string; picture?: true }
  /** `technical`: a fault, which never counts. */
  | {
      id: string;
      at: number;
      kind: 'warning';
      warning: WarningType;
      endAt: Warning['endAt'];
      /** What was seen, how long and how sure that is, in the student's language. */
      why?: string;
      technical?: true;
    }
  /** A fault that is nobody's guilt, or news of the exam. Texts are the panel's own. */
  | { id: string; at: number; kind: 'technical'; notice: TechnicalNotice; over: boolean; percent?: number };

export type TechnicalNotice =
  | 'camera_lost'
  | 'microphone_lost'
  | 'screen_lost'
  | 'tab_lost'
  | 'offline'
  | 'battery_low'
  /** The disk is nearly full: recorded with fewer bits from now on. */
  | 'disk_low'
  /** Nothing more fits on the disk: kept in memory until the server has it. */
  | 'disk_full'
  /** Something that was recorded will never be on the server. */
  | 'recording_lost'
  /** Something that was written down here, such as a message, will never be on the server. */
  | 'notes_lost'
  /** A recorder stood still, or failed, and was begun anew. */
  | 'recording_restarted'
  | 'recording_started'
  | 'detection_unavailable'
  | 'proctor_called'
  | 'ten_minutes'
  | 'five_minutes'
  | 'one_minute'
  | 'time_up'
  | 'attempt_submitted';
