import type { CheckCause } from './check.ts';
import type { PhotoKind } from './exam-settings.ts';
import type { ExamId, SessionId } from './ids.ts';
import type { InstitutionView, Language, Person, SessionView } from './views.ts';

/**
 * Everything one part of the extension can ask of another, keyed by who serves it. Arguments and results travel
 * as JSON. Streams (panel view, frames) go over the view port, see `view-port.ts`; media bytes over neither.
 */
export interface Calls {
  background: {
    'account/state': () => AccountState;
    /** For our own pages and offscreen: where to call and with which token. Null when nobody is signed in. */
    'account/credentials': () => { origin: string; token: string } | null;
    /** Opens the institution's own login window. Rejects with code `cancelled` when the student closes it. */
    'account/sign-in': (p: { institution: string }) => AccountState;
    'account/sign-out': () => AccountState;
    'account/language': (p: { language: Language | null }) => AccountState;
    /** Trusts a server (https, or loopback) after the student agreed. Signs out of the one before. */
    'server/pair': (p: { origin: string }) => AccountState;

    /** The student came from an LMS by a page of an exam server; null when not. */
    'launch/state': () => LaunchState | null;
    /** Trusts that page's server and signs in by what the LMS said of the student. */
    'launch/accept': () => LaunchState;
    /** It was taken up, or declined. */
    'launch/forget': () => void;

    'exam/current': () => CurrentExam | null;
    /**
     * Opens or resumes the server's session, registers the content script for the exam's pages (the host
     * permission must have been granted) and hands the session to offscreen. Captures nothing.
     */
    'exam/prepare': (p: { examId: ExamId }) => SessionView;
    /** `begin` on the server; when the exam runs: starts recording and opens the quiz in a tab of its own. */
    'exam/begin': () => SessionView;
    /** Shows the quiz tab, opening it again when it was closed. */
    'exam/show-quiz': () => void;
    /** Gives up before the exam runs, or clears away a closed one: scripts, permission, capture. */
    'exam/leave': () => void;
    /** From offscreen: the session's view changed (also how the worker learns that it closed). */
    'exam/changed': (p: ExamNews) => void;

    /**
     * From offscreen: what is lost can only be mended in the portal, where Chrome can ask. Shows it, opening it when
     * it was closed.
     */
    'portal/show': () => void;
    /**
     * From offscreen: earlier sessions of which something is still to be sent. The worker keeps offscreen alive for
     * them, and brings it back after a restart of the browser.
     */
    'leftovers/changed': (p: { sessionIds: string[] }) => void;

    /** Makes sure the offscreen document lives and knows the current session. */
    'offscreen/ensure': () => void;
    /** From a quiz page: keep the room for the panel right before the first paint of the next page. */
    'panel/collapsed': (p: { collapsed: boolean }) => void;
    /**
     * From a page of the running exam's quiz: its access password, which goes into the form that asks for it and is
     * never shown. Null when the quiz has none, or the exam does not run.
     */
    'quiz/password': () => { password: string | null };
    /** From a quiz page: put the rest of the panel into it (src/content/late/parts.ts), with its words. */
    'panel/late': (p: { language: Language }) => void;
  };
  offscreen: {
    /** Follows a session: opens its socket and journal. The same session again only refreshes the token. */
    'session/attach': (p: Attachment) => void;
    'session/detach': () => void;
    /** `begin` was pressed or the exam goes on: journal `capture_started`, record whatever is captured. */
    'session/go': () => void;
    'language/set': (p: { language: Language }) => void;

    /** Opens camera and microphone for checks, identity and the exam. Opening what is open is no-op. */
    'capture/open': (p: { cameraId?: string; microphoneId?: string }) => CaptureStatus;
    /** Shows Chrome's screen picker and keeps what is picked, when it is a whole screen. */
    'capture/share-screen': () => CaptureStatus;
    /** Records the tab a click on the icon gave this id for (`tabCapture.getMediaStreamId`). */
    'capture/take-tab': (p: { streamId: string }) => CaptureStatus;
    'capture/close': () => void;
    'capture/status': () => CaptureStatus;
    /** One still at the camera's best resolution. */
    'camera/photo': (p: { kind: PhotoKind }) => Photo;
    /**
     * Measures for some seconds how the student, who looks at the screen now, holds the head, and keeps it for the exam
     * under way. False when it could not be measured. The figures stay on this computer.
     */
    'detect/calibrate': () => { measured: boolean };
    /** How many faces the detector sees now; null when detection cannot run on this machine. */
    'detect/faces': () => { faces: number | null };
  };
}

export type Place = keyof Calls;
export type CallName<P extends Place> = keyof Calls[P] & string;
type AnyCall = (...args: never[]) => unknown;
type Fn<P extends Place, N extends CallName<P>> = Calls[P][N] extends AnyCall ? Calls[P][N] : never;
export type CallArgs<P extends Place, N extends CallName<P>> = Parameters<Fn<P, N>>;
export type CallResult<P extends Place, N extends CallName<P>> = ReturnType<Fn<P, N>>;

export interface AccountState {
  /** Origin of the paired server, or null: the portal then asks for the link. */
  origin: string | null;
  /** True when browser policy fixed the server. */
  pinned: boolean;
  person: Person | null;
  institution: InstitutionView | null;
  language: Language;
}

export type LaunchState =
  /** The server is not known here: it is named and asked about first. */
  | { step: 'trust'; origin: string }
  /** Signed in; the exam can be prepared. */
  | { step: 'ready'; examId: ExamId; sessionId: SessionId }
  /** `code` of the refusal. */
  | { step: 'failed'; code: string };

export interface ExamNews {
  session: SessionView;
  /** Everything recorded is safe on the server. */
  drained: boolean;
  /** The end was decided here, though the server, out of reach, has not heard of it yet. */
  ended?: boolean;
}

/** The worker's one record of the exam under way. */
export interface CurrentExam {
  sessionId: SessionId;
  examId: ExamId;
  phase: SessionView['phase'];
  quizTabId: number | null;
  portalTabId: number | null;
}

export interface Attachment {
  origin: string;
  sessionId: SessionId;
  uploadToken: string;
  /** What is kept on this computer is sealed to it (`seal.ts`). */
  sealKey: string;
  language: Language;
  /** What the worker got last; offscreen fetches the newest itself. */
  session: SessionView;
}

/** One device as it is now: never remembered, always asked. */
export type TrackStatus =
  | { state: 'off' }
  | { state: 'live'; label: string }
  /** Delivers nothing although it is open: muted by the system or by a switch. */
  | { state: 'muted'; label: string }
  | { state: 'failed'; cause: CheckCause; detail: string };

export interface CaptureStatus {
  camera: TrackStatus & { width?: number; height?: number; meanLuma?: number; lumaVariance?: number };
  /** `level`: loudest of the last second, 0–1. */
  microphone: TrackStatus & { level?: number };
  /** `surface`: what the student picked; only `monitor` is a whole screen. */
  screen: TrackStatus & {
    surface?: 'monitor' | 'window' | 'browser';
    width?: number;
    height?: number;
    /** Chrome's own picker did not lead there: offer the dialog that shows nothing but screens. */
    otherWay?: boolean;
  };
  /** The quiz tab, where the exam asks for it. */
  tab: TrackStatus & { width?: number; height?: number };
  recording: boolean;
}

export interface Photo {
  /** `data:image/webp;base64,…` */
  dataUrl: string;
  width: number;
  height: number;
  /** What speaks against sending it. Only ever advice. */
  advice: ('blurred' | 'dark' | 'no_document' | 'no_face')[];
}
