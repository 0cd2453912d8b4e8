import type { Attachment, CurrentExam, ExamNews } from '../../protocol/calls.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId } from '../../protocol/ids.ts';
import { isRecordingPhase } from '../../protocol/session.ts';
import type { SessionView } from '../../protocol/views.ts';
import { CallError } from '../../shared/webext/bus.ts';
import { pagePatterns } from '../../shared/webext/match-patterns.ts';
import type { StorageItem } from '../../shared/webext/storage-item.ts';
import type { Account } from '../account/account.ts';
import type { LmsPages, Room } from '../lms-registration.ts';
import type { OffscreenHost } from '../offscreen-host.ts';
import { quizAddress } from '../quiz-address.ts';
import type { QuizTab } from '../quiz-tab.ts';
import {
  type Exam,
  isFinished,
  isRunning,
  isSettled,
  needsOffscreen,
  prepared,
  told,
} from './exam-record.ts';

/** The hands of the exam: everything it does to Chrome, so that its course can be tested without one. */
export interface ExamParts {
  item: StorageItem<Exam | null>;
  account: Pick<Account, 'call' | 'credentials' | 'language'>;
  offscreen: OffscreenHost;
  quizTab: QuizTab;
  findPortalTab(): Promise<number | null>;
  hasPermission(patterns: readonly string[]): Promise<boolean>;
  registerPages(pages: LmsPages): Promise<void>;
  enterOpenPages(pages: LmsPages): Promise<void>;
  speakInOpenPages(pages: LmsPages): Promise<void>;
  leavePages(): Promise<void>;
  showSigns(recording: boolean, quizTabId: number | null): Promise<void>;
  watch(on: boolean): Promise<void>;
  /** Offscreen still sends something of earlier sessions. */
  hasLeftovers(): Promise<boolean>;
}

/** The exam under way, from «Начать» to the last byte. Every step may be the first after the worker came back. */
export interface CurrentSession {
  current(): Promise<CurrentExam | null>;
  prepare(examId: ExamId): Promise<SessionView>;
  begin(): Promise<SessionView>;
  showQuiz(): Promise<void>;
  leave(): Promise<void>;
  changed(news: ExamNews): Promise<void>;
  /** The session and its tab; null without one. */
  quiz(): Promise<{ session: SessionView; quizTabId: number | null } | null>;
  /** Brings offscreen back to the exam, wherever it was lost. */
  resume(): Promise<void>;
  /** The student chose another language: the exam's pages follow. */
  speak(): Promise<void>;
  collapsePanel(collapsed: boolean): Promise<void>;
  /** A page may have become one of the exam's without being loaded. */
  enterPages(): Promise<void>;
  /** What opens the quiz at its LMS; null when it is not locked, or the exam does not run. */
  quizPassword(): Promise<string | null>;
  /** True when nothing would be lost if the extension stopped now. */
  isIdle(): Promise<boolean>;
  /** A tab was closed: ends what nobody needs any more. */
  rest(): Promise<void>;
  /** Makes Chrome's side (script, alarm, marks) what the record says. */
  settle(): Promise<void>;
}

export function createExam(parts: ExamParts): CurrentSession {
  const { item, account, offscreen, quizTab } = parts;
  let goingOn: Promise<void> | null = null;

  /** Changes the record and tells what it was: of several who ask at once, one sees its change made. */
  async function change(make: (exam: Exam | null) => Exam | null): Promise<[Exam | null, Exam | null]> {
    let before: Exam | null = null;
    const after = await item.update((exam) => make((before = exam)));
    return [before, after];
  }

  async function settle(): Promise<void> {
    const exam = await item.get();
    await parts.watch(needsOffscreen(exam));
    await parts.showSigns(isRunning(exam), await quizTab.find());
    if (exam !== null && !isFinished(exam)) await parts.registerPages(await pagesOf(exam));
  }

  const pagesOf = async (exam: Exam): Promise<LmsPages> => ({
    patterns: exam.view.lms.patterns,
    framePatterns: pagePatterns(exam.view.lms),
    room: roomOf(exam),
    language: await account.language(),
  });

  async function attach(exam: Exam): Promise<void> {
    const attachment: Attachment = {
      origin: exam.origin,
      sessionId: exam.view.id,
      uploadToken: exam.uploadToken,
      sealKey: exam.sealKey,
      language: await account.language(),
      session: exam.view,
    };
    await offscreen.ask('session/attach', attachment);
  }

  /** Attaches, and records if the exam runs. Asked from many sides at once, done once. */
  const resume = (): Promise<void> =>
    (goingOn ??= goOn().finally(() => {
      goingOn = null;
    }));

  async function goOn(): Promise<void> {
    const exam = await item.get();
    const isNew = await offscreen.ensure();
    if (exam === null || exam.drained) return;
    await attach(exam);
    if (!isRunning(exam)) return;
    // A lasting grant lets a new document open the devices by itself; the screen is asked for in the panel.
    if (isNew) await offscreen.ask('capture/open', {}).catch(() => undefined);
    const { recording } = await offscreen.ask('capture/status');
    if (!recording) await offscreen.ask('session/go');
  }

  /**
   * The page that opens the quiz. Where an LMS launched the exam, its address signs the student in there: asked for when it
   * is needed, kept nowhere. Without it the LMS asks for a login at worst.
   */
  async function quizUrlOf({ view }: Exam): Promise<string> {
    const { lms } = view;
    if (!lms.entryFromServer) return quizAddress(lms.quizUrl, lms);
    return account.call('sessionEntry', { params: { sessionId: view.id } }).then(
      ({ url }) => quizAddress(url, lms),
      () => lms.quizUrl,
    );
  }

  /** The first time the exam runs on this computer: the quiz opens, once. */
  async function openQuizOnce(): Promise<void> {
    const [before, exam] = await change((value) =>
      value !== null && isRunning(value) && !value.quizOpened && !value.begunElsewhere
        ? { ...value, quizOpened: true }
        : value,
    );
    if (exam === null || exam === before) return;
    await parts.enterOpenPages(await pagesOf(exam));
    await quizTab.show(() => quizUrlOf(exam));
    await settle();
  }

  async function apply(news: ExamNews): Promise<void> {
    const [before, after] = await change((exam) => told(exam, news));
    if (after === null || after === before) return;
    await settle();
    if (isFinished(after)) await parts.leavePages();
    if (after.drained) await offscreen.ask('capture/close');
    if (!isRunning(after)) return;
    if (!isRunning(before)) await resume();
    await openQuizOnce();
  }

  /** Leaves the exam and its pages. What is not sent yet stays in offscreen's journal and goes up with its own token. */
  async function clear(): Promise<void> {
    await item.update(() => null);
    await parts.leavePages();
    await settle();
    await letGo();
  }

  /** Nothing captured any more, nobody followed. */
  async function letGo(): Promise<void> {
    if (!(await offscreen.isAlive())) return;
    try {
      await offscreen.ask('capture/close');
      await offscreen.ask('session/detach');
    } catch {
      // A document that does not obey holds the camera no longer than its life.
      await offscreen.close();
    }
  }

  /**
   * Asks the server, since the record may be stale: a session closed while this computer was off, or that of a student
   * who used it before, must not keep anybody from their exam.
   */
  async function stillRuns(exam: Exam): Promise<boolean> {
    if (!isRunning(exam)) return false;
    try {
      const { phase } = await account.call('session', { params: { sessionId: exam.view.id } });
      return isRecordingPhase(phase);
    } catch (error) {
      return !(error instanceof ExamusError && error.code === 'not_found');
    }
  }

  /**
   * A tab was closed. Before the exam runs, and when all of it is saved, nothing may look at the student any more
   * once the portal is gone.
   */
  async function rest(): Promise<void> {
    const exam = await item.get();
    if (needsOffscreen(exam) || (await parts.findPortalTab()) !== null) return;
    if (exam !== null && exam.drained) {
      // The panel still says there that the tab may be closed.
      if ((await quizTab.find()) !== null) return;
      await clear();
    }
    if (!(await parts.hasLeftovers())) await offscreen.close();
    else if (await offscreen.isAlive()) await offscreen.ask('capture/close');
  }

  return {
    settle,
    rest,
    resume,
    changed: apply,
    isIdle: async () => isSettled(await item.get()),

    quiz: async () => {
      const exam = await item.get();
      return exam && { session: exam.view, quizTabId: await quizTab.find() };
    },

    current: async () => {
      const exam = await item.get();
      if (exam === null) return null;
      return {
        sessionId: exam.view.id,
        examId: exam.view.examId,
        phase: exam.view.phase,
        quizTabId: await quizTab.find(),
        portalTabId: await parts.findPortalTab(),
      };
    },

    prepare: async (examId) => {
      const before = await item.get();
      if (before !== null && before.view.examId !== examId && (await stillRuns(before))) {
        throw new CallError('exam_running', 'another exam is running');
      }
      const { session, uploadToken, sealKey } = await account.call('openSession', { params: { examId } });
      const credentials = await account.credentials();
      if (credentials === null) throw new CallError('not_signed_in', 'signed out meanwhile');
      if (!(await parts.hasPermission(pagePatterns(session.lms)))) {
        throw new CallError('permission_missing', 'the site of the exam is not granted');
      }
      // Nothing stays open under the new session that was granted to another; hosts go back when this one ends.
      if (before?.view.id !== session.id) await quizTab.leave();
      if (before !== null && before.view.id !== session.id) await letGo();
      const opened = { origin: credentials.origin, uploadToken, sealKey, session };
      const exam = await item.update((value) => prepared(value, opened));
      await settle();
      if (exam !== null) await attach(exam);
      return session;
    },

    begin: async () => {
      const exam = await item.get();
      if (exam === null) throw new CallError('wrong_phase', 'no exam is prepared');
      const session = await account.call('begin', { params: { sessionId: exam.view.id } });
      await change((value) => (value?.begunElsewhere ? { ...value, begunElsewhere: false } : value));
      await apply({ session, drained: false });
      const begun = await item.get();
      if (begun === null || !isRunning(begun)) return session;
      await resume();
      // What is begun elsewhere is no news here.
      await openQuizOnce();
      // Back in the middle of the exam, by way of the LMS.
      if (begun.quizOpened && (await quizTab.isAwaited())) await quizTab.show(() => quizUrlOf(begun));
      return session;
    },

    showQuiz: async () => {
      const exam = await item.get();
      if (exam === null || !isRunning(exam)) throw new CallError('wrong_phase', 'no exam is running');
      await quizTab.show(() => quizUrlOf(exam));
      await settle();
    },

    leave: async () => {
      const exam = await item.get();
      if (exam !== null && (await stillRuns(exam))) {
        throw new CallError('exam_running', 'a running exam is finished, not left');
      }
      if (exam !== null && !isRunning(exam) && !isFinished(exam)) {
        // Out of reach, the server notices by itself that nobody waits any more.
        await account.call('leaveSession', { params: { sessionId: exam.view.id } }).catch(() => undefined);
      }
      await clear();
    },

    speak: async () => {
      const exam = await item.get();
      if (exam === null) return;
      await settle();
      await parts.speakInOpenPages(await pagesOf(exam));
    },
    enterPages: async () => {
      const exam = await item.get();
      if (exam !== null && isRunning(exam)) await parts.enterOpenPages(await pagesOf(exam));
    },
    quizPassword: async () => {
      const exam = await item.get();
      if (exam === null || !isRunning(exam)) return null;
      const { password } = await account.call('quizPassword', { params: { sessionId: exam.view.id } });
      return password;
    },
    collapsePanel: async (collapsed) => {
      await item.update((exam) =>
        exam === null || exam.panelCollapsed === collapsed ? exam : { ...exam, panelCollapsed: collapsed },
      );
      await settle();
    },
  };
}

function roomOf(exam: Exam): Room {
  if (!isRunning(exam)) return null;
  if (exam.panelCollapsed === null) return 'by-width';
  return exam.panelCollapsed ? 'collapsed' : 'open';
}
