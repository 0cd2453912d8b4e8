import type { Attachment } from '../../protocol/calls.ts';
import type { JournalEntry } from '../../protocol/journal.ts';
import type { ExamView } from '../../protocol/view-port.ts';
import { isCompleted, isReopened } from '../../protocol/session.ts';
import type { ChatMessage, SessionView } from '../../protocol/views.ts';
import type { Warning } from '../../protocol/warnings.ts';
import { api } from '../../shared/api-client.ts';
import { Bell } from '../bell.ts';
import type { ServerClock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import { keepLive, type LiveOptions } from '../live/live-link.ts';
import { readServerTime } from '../live/read-server-time.ts';
import { learnFromServer } from '../upload/learn-from-server.ts';
import { Uploader } from '../upload/uploader.ts';
import { completesEarlier, earlierWarnings } from './earlier-warnings.ts';
import { reportDrained } from './report-drained.ts';
import { TimeoutHold } from './timeout-hold.ts';

export interface ServerLineOptions {
  attachment: Attachment;
  journal: Journal;
  clock: ServerClock;
  signal: AbortSignal;
  isRecording: () => boolean;
  /** The camera is being recorded: told with every ping. */
  isCapturing: () => boolean;
  onSession: (session: SessionView) => void;
  /** The end that was decided here is past: the session was opened again. Comes before `onSession`. */
  onReopened: () => void;
  onChat: (message: ChatMessage) => void;
  /** Also those of this start. */
  onEarlierWarning: (warning: Warning) => void;
  onDelivered: (entry: JournalEntry) => void;
  /** The journal changed. */
  onChange: () => void;
  onSeat: () => void;
  /** So many bytes of recordings went up. */
  onSent: (bytes: number) => void;
  onConnection: (connection: ExamView['connection']) => void;
  onLine: LiveOptions['onLine'];
  onLook: LiveOptions['onLook'];
}

/** How long a start waits for what only the server can tell; without it the exam begins off line. */
const ANSWER_WAIT_MS = 3000;

/** Everything between one exam here and the server: what it says comes in, what the journal holds goes out. */
export class ServerLine {
  session: SessionView;
  connection: ExamView['connection'] = 'online';
  /**
   * Who sits in this exam: of two computers, or two browsers, the first keeps it. Until it is known nothing may be
   * recorded nor journaled: it would break the first one's chain.
   */
  seat: 'asked' | 'ours' | 'elsewhere' = 'asked';
  readonly #options: ServerLineOptions;
  readonly #uploader: Uploader;
  readonly #hold = new TimeoutHold();
  readonly #drainBell = new Bell();
  readonly #seatBell = new Bell();
  readonly #seated = Promise.withResolvers<void>();
  /** Resolves when the server's time is known or cannot be asked; from then on at once. */
  readonly timed: Promise<unknown>;
  #attachment: Attachment;
  #hasRecalled = false;

  constructor(options: ServerLineOptions) {
    const { attachment, journal, clock, signal } = (this.#options = options);
    this.#attachment = attachment;
    this.session = attachment.session;
    const target = { sessionId: attachment.sessionId, api: this.api };
    this.#uploader = new Uploader({
      journal,
      target,
      signal,
      onSession: (session) => this.#adopt(session),
      isPaced: options.isRecording,
      onSent: options.onSent,
    });
    const asked = readServerTime(clock, attachment.origin, signal).catch(() => undefined);
    this.timed = Promise.race([asked, new Bell().heard(signal, ANSWER_WAIT_MS)]);
    void asked.then(() => learnFromServer(journal, target, signal));
  }

  /** For calls of this session. */
  readonly api = () => ({ origin: this.#attachment.origin, token: this.#attachment.uploadToken });

  start(): void {
    const { journal, clock, signal, isCapturing, onChange, onChat, onDelivered } = this.#options;
    journal.onChange = () => {
      this.#uploader.wake();
      this.#drainBell.ring();
      onChange();
    };
    journal.onPosted = (entry) => {
      if (!this.#hasRecalled && completesEarlier(entry)) void this.#recallWarnings();
      onDelivered(entry);
    };
    this.#uploader.start();
    void keepLive({
      sessionId: this.#attachment.sessionId,
      client: journal.client,
      api: this.api,
      clock,
      signal,
      state: () => ({ capturing: isCapturing(), savedUpTo: journal.savedUpTo }),
      onSession: (session) => this.#adopt(session),
      onChat,
      onSeat: (seat) => this.#sit(seat),
      seatBell: this.#seatBell,
      onConnection: (connection) => this.#connect(connection),
      onLine: this.#options.onLine,
      onLook: this.#options.onLook,
    });
    // The server cannot be asked: an exam goes on without it.
    void new Bell().heard(signal, ANSWER_WAIT_MS).then(() => {
      if (signal.aborted) this.#seated.resolve();
      else if (this.seat === 'asked') this.#sit('ours');
    });
  }

  /** Comes again with a newer token or view. A new token is a person's act: it asks for the seat anew. */
  async renew(attachment: Attachment): Promise<void> {
    const isActed = attachment.uploadToken !== this.#attachment.uploadToken;
    this.#attachment = attachment;
    const { uploadToken, sealKey } = attachment;
    await this.#options.journal.renew({ uploadToken, sealKey });
    this.#uploader.retryNow();
    if (isActed && this.seat === 'elsewhere') this.#seatBell.ring();
    this.#adopt(attachment.session);
  }

  /** More of the recording waits here than the line takes. */
  get isBacklogged(): boolean {
    return this.#uploader.isBacklogged;
  }

  /** Resolves when the server has said who sits in this exam, or cannot be asked, or when the exam is left. */
  seated(): Promise<void> {
    return this.#seated.promise;
  }

  /**
   * Resolves when everything is on the server and the session is closed there, when the exam is left, or when
   * `windingUp` is aborted: a session that was opened again is not to be closed.
   */
  async drain(windingUp: AbortSignal): Promise<void> {
    const { journal } = this.#options;
    const signal = AbortSignal.any([windingUp, this.#options.signal]);
    while (!journal.isEmpty && !signal.aborted) await this.#drainBell.heard(signal);
    if (this.session.phase === 'closed' || signal.aborted) return;
    const { sessionId } = this.#attachment;
    const closed = await reportDrained({ sessionId, api: this.api, signal });
    if (closed) this.#adopt(closed);
  }

  #adopt(session: SessionView): void {
    if (session.id !== this.session.id || session.revision <= this.session.revision) return;
    const { journal, isRecording } = this.#options;
    const here = { isRecording: isRecording(), lastSeq: journal.seq, unsentSeq: journal.firstUnpostedSeq };
    if (this.#hold.mustWait(session, here)) return;
    // An end that the server has not heard of is still to come.
    const knewOfEnd = isCompleted(this.session.closeReason) || here.unsentSeq === null;
    if (journal.isEnded && knewOfEnd && isReopened(this.session.phase, session.phase)) {
      void journal.goOn();
      this.#options.onReopened();
    }
    this.session = session;
    this.#options.onSession(session);
  }

  #sit(seat: 'ours' | 'elsewhere'): void {
    if (seat === this.seat) return;
    this.seat = seat;
    this.#seated.resolve();
    this.#options.onSeat();
  }

  #connect(connection: ExamView['connection']): void {
    // Told for each socket that opened and each time that one could not be, also while the server is in reach all along:
    // what was said while no socket told of it is fetched.
    if (connection === 'online') void this.#fetchChat();
    if (connection === this.connection) return;
    this.connection = connection;
    if (connection === 'online') this.#uploader.retryNow();
    this.#options.onConnection(connection);
  }

  async #fetchChat(): Promise<void> {
    const params = { sessionId: this.#attachment.sessionId };
    const { signal, onChat } = this.#options;
    const history = await api(this.api(), 'chatHistory', { params }, { signal }).catch(() => null);
    for (const message of history?.messages ?? []) onChat(message);
  }

  async #recallWarnings(): Promise<void> {
    this.#hasRecalled = true;
    const { signal, onEarlierWarning } = this.#options;
    const asked = { sessionId: this.#attachment.sessionId, api: this.api, signal };
    for (const warning of await earlierWarnings(asked)) onEarlierWarning(warning);
  }
}
