import type { Attachment } from '../../protocol/calls.ts';
import type { JournalBody } from '../../protocol/journal.ts';
import { isOver, isRecordingPhase } from '../../protocol/session.ts';
import type { ExamView } from '../../protocol/view-port.ts';
import type { SessionView } from '../../protocol/views.ts';
import { call } from '../../shared/webext/bus.ts';
import type { Capture } from '../capture/capture.ts';
import type { ServerClock } from '../clock.ts';
import type { FaceFinder } from '../detect/face-finder.ts';
import type { HeadPose } from '../detect/face-messages.ts';
import type { JournalDatabase } from '../journal/database.ts';
import { Journal } from '../journal/journal.ts';
import { isSealed } from '../journal/pending.ts';
import { Recordings } from '../record/recordings.ts';
import { Onlookers } from '../live/onlookers.ts';
import { learnServerTime } from '../live/learn-server-time.ts';
import { isBreakUp, mayBreak, standsStill, withBreaks } from './breaks.ts';
import { Eyes } from './eyes.ts';
import { Machine } from './machine.ts';
import { ServerLine } from './server-line.ts';
import { tellWorker } from './tell-worker.ts';
import { ChatPictures } from './chat-pictures.ts';
import { Feed } from './feed.ts';
import type { ViewMessage } from './from-view.ts';
import { Deadlines } from './deadlines.ts';
import { watchDisk } from './disk-watch.ts';
import type { ViewLink, ViewPorts } from './view-ports.ts';

export interface ExamTools {
  capture: Capture;
  clock: ServerClock;
  finder: FaceFinder;
  ports: ViewPorts;
  openDatabase: () => Promise<JournalDatabase>;
}

const TICK_MS = 200;
/** A view is sent at most this often: ten segments and a warning make one picture. */
const VIEW_EVERY_MS = 100;
/** How far the journal and the upload are: during the exam nobody waits for it. */
const PROGRESS_EVERY_MS = 1000;

/**
 * One session on the student's machine: what the server says and what happens here come in, and everything else —
 * recorders, detection, the pages' view, the end — is brought in line with it by `#update`.
 */
export class Exam {
  readonly sessionId: string;
  readonly #tools: ExamTools;
  readonly #journal: Journal;
  readonly #line: ServerLine;
  readonly #recordings: Recordings;
  readonly #eyes: Eyes;
  readonly #feed: Feed;
  readonly #pictures: ChatPictures;
  readonly #life = new AbortController();
  readonly #deadlines = new Deadlines();
  readonly #machine: Machine;
  readonly #onlookers: Onlookers;
  #language: Attachment['language'];
  #seenUpTo = 0;
  #mayGo = false;
  #hasBegun = false;
  #hasRecorded = false;
  /** From the end of the exam until it is opened again. */
  #windingUp: AbortController | null = null;
  #isEnding = false;
  #isSwitching = false;
  /** The machine slept: the server's time is asked for, and every recording begun anew when it is known. */
  #waking = AbortSignal.abort();
  #endWaking: () => void = () => undefined;
  #viewTimer: ReturnType<typeof setTimeout> | undefined;
  #viewDueAt = 0;

  static async open(attachment: Attachment, tools: ExamTools): Promise<Exam> {
    // A disk that is full when we start may not even open what it has: then everything is kept in memory.
    const db = await tools.openDatabase().catch(() => null);
    const journal = await Journal.open(db, ownerOf(attachment), () => tools.clock.now());
    const exam = new Exam(attachment, tools, journal);
    exam.#start();
    return exam;
  }

  private constructor(attachment: Attachment, tools: ExamTools, journal: Journal) {
    this.sessionId = attachment.sessionId;
    this.#language = attachment.language;
    this.#tools = tools;
    this.#journal = journal;
    this.#feed = new Feed(() => this.#show());
    const { capture, clock, finder } = tools;
    journal.onLost = (what) =>
      this.#feed.noticeRarely(what === 'pieces' ? 'recording_lost' : 'notes_lost', clock.now());
    this.#line = new ServerLine({
      attachment,
      journal,
      clock,
      signal: this.#life.signal,
      isRecording: () => this.isRecording,
      isCapturing: () => this.#recordings.isDelivering('camera'),
      onSession: (session) => {
        void this.#update();
        void this.#tellWorker(session, false);
      },
      onReopened: () => this.#deadlines.reopened(),
      onChat: (message) => this.#feed.receive(message),
      onEarlierWarning: (warning) => this.#feed.recall(warning, this.#session),
      onDelivered: ({ body }) => {
        if (body.kind === 'chat') this.#feed.delivered(body.id);
      },
      onChange: () => this.#show(this.#isOver ? VIEW_EVERY_MS : PROGRESS_EVERY_MS),
      onSeat: () => void this.#update(),
      onSent: (bytes) => this.#eyes.meter.uploaded(bytes, performance.now()),
      onConnection: (connection) => {
        if (connection === 'offline') this.#feed.notice('offline', clock.now());
        else this.#feed.noticeOver('offline');
      },
      onLine: (line) => this.#onlookers.connect(line),
      onLook: (message) => this.#onlookers.hear(message),
    });
    this.#onlookers = new Onlookers({
      sessionId: attachment.sessionId,
      capture,
      clock,
      session: () => this.#session,
      isBacklogged: () => this.#line.isBacklogged,
      onChange: () => this.#show(),
      signal: this.#life.signal,
    });
    this.#pictures = new ChatPictures({
      sessionId: attachment.sessionId,
      api: () => this.#line.api(),
      pictures: journal.pictures,
      feed: this.#feed,
      now: () => clock.now(),
      onShown: (id, webp) => this.#tools.ports.send({ type: 'picture', id, webp }),
      signal: this.#life.signal,
    });
    this.#recordings = new Recordings({
      capture,
      clock,
      ready: () => this.#line.timed,
      nextEpoch: () => journal.nextEpoch(),
      save: async (segment, bytes) => void (await journal.append({ kind: 'segment', segment }, bytes)),
      onStarted: (_, detail) => {
        this.#note('capture_started', detail);
        if (!this.#hasRecorded) this.#feed.notice('recording_started', clock.now(), true);
        this.#hasRecorded = true;
      },
      onFault: (kind, reason) => {
        this.#note('recorder_fault', `${kind} ${reason}`);
        this.#feed.noticeRarely('recording_restarted', clock.now());
      },
      onChange: () => this.#show(),
    });
    this.#machine = new Machine({
      capture,
      feed: this.#feed,
      now: () => clock.now(),
      isWanted: () => this.#isWanted,
      note: (event, detail) => this.#note(event, detail),
      onClockJump: () => void this.#beginAnew(attachment.origin),
      signal: this.#life.signal,
    });
    this.#eyes = new Eyes({
      capture,
      clock,
      finder,
      level: journal.level ?? null,
      onLevel: (level) => void journal.keepLevel(level).catch(() => undefined),
      note: (event, detail) => this.#note(event, detail),
      onChange: () => this.#show(),
      onWarning: (warning) => {
        this.#write({ kind: 'warning', warning });
        this.#feed.warn(warning, this.#session);
      },
      onSenses: (areWhole) => {
        if (areWhole) this.#feed.noticeOver('detection_unavailable');
        else this.#feed.notice('detection_unavailable', clock.now());
      },
    });
  }

  get #session(): SessionView {
    const unsent = this.#journal.firstUnpostedSeq ?? Infinity;
    return withBreaks(this.#line.session, this.#journal.breaks, (seq) => seq < unsent);
  }
  get isRecording(): boolean {
    return this.#recordings.isRecording;
  }

  #start(): void {
    const { signal } = this.#life;
    for (const { entry } of this.#journal.pending.values()) {
      // Written before the last start: only the server can read it, and tells it when it has it.
      if (isSealed(entry)) continue;
      const { body, at } = entry;
      if (body.kind === 'chat') this.#feed.write(body.id, body.text, at);
      if (body.kind === 'warning') this.#feed.warn(body.warning, this.#session);
    }
    this.#line.start();
    this.#pictures.goOn();
    this.#tools.capture.onChange(() => void this.#update(), signal);
    this.#tools.clock.onShift((shiftMs) => void this.#correctTime(shiftMs), signal);
    const timer = setInterval(() => this.#tick(), TICK_MS);
    signal.addEventListener('abort', () => {
      clearInterval(timer);
      clearTimeout(this.#viewTimer);
    });
    void this.#update();
  }

  /** Comes again with a newer token, view or language. */
  async renew(attachment: Attachment): Promise<void> {
    this.#language = attachment.language;
    await this.#line.renew(attachment);
    this.#show();
  }

  speak(language: Attachment['language']): void {
    this.#language = language;
    this.#show();
  }

  /** The check measured how the student looks at the screen. */
  async calibrate(level: HeadPose): Promise<void> {
    this.#eyes.calibration.use(level);
    await this.#journal.keepLevel(level);
  }

  /** Resolves when the recorders run. */
  async go(): Promise<void> {
    this.#mayGo = true;
    await this.#line.seated();
    await this.#update();
  }

  /** Stops following; what is in the journal stays there. */
  async close(): Promise<void> {
    this.#eyes.close();
    await this.#recordings.stop();
    this.#life.abort();
  }

  connect(link: ViewLink): void {
    this.#eyes.focus.connectPage(link);
    link.send({ type: 'view', view: this.#view() });
  }

  disconnect(link: ViewLink): void {
    this.#eyes.focus.disconnectPage(link);
  }

  hear(link: ViewLink, message: ViewMessage): void {
    const { clock } = this.#tools;
    if (this.#line.seat === 'elsewhere' && message.type !== 'seen') return;
    switch (message.type) {
      case 'looking':
        return;
      case 'seen':
        this.#seenUpTo = Math.max(this.#seenUpTo, message.upTo);
        return this.#show();
      case 'focus':
        return this.#eyes.focus.say(link, message);
      case 'own-dialog':
        return this.#eyes.focus.useDialog(link, message.isOpen);
      case 'chat':
        this.#write({ kind: 'chat', id: message.id, text: message.text });
        return this.#feed.write(message.id, message.text, clock.now());
      case 'picture-wanted':
        return void this.#pictures
          .shown(message.id)
          .then((webp) => link.send({ type: 'picture', id: message.id, webp }));
      case 'send-picture':
        return void this.#pictures.send(message.id, message.file);
      case 'finish':
        return void this.#end('finish');
      case 'answer':
        return void this.#answer(message);
      case 'break':
        return void this.#takeBreak(message.act);
      case 'call-proctor':
        this.#note('proctor_called');
        return this.#feed.notice('proctor_called', clock.now(), true);
      case 'show-quiz':
        return void call('background', 'exam/show-quiz').catch(() => undefined);
      case 'share-screen':
        return void this.#machine.mendScreen(link.isQuiz);
      case 'reopen-devices':
        return void this.#machine.mendDevices(link.isQuiz);
      case 'lms':
        return this.#hearLms(message);
      case 'clipboard':
        return this.#noteClipboard(message.act);
      case 'panel-removed':
        return this.#note('panel_removed');
    }
  }

  #hearLms({ event, title }: Extract<ViewMessage, { type: 'lms' }>): void {
    if (!this.#isWanted) return;
    const now = this.#tools.clock.now();
    if (event === 'attempt_submitted') {
      if (!this.#deadlines.attemptSubmitted(now)) return;
      this.#feed.notice('attempt_submitted', now, true);
    }
    if (event === 'attempt_started' && !this.#deadlines.attemptStarted()) return;
    this.#note(event, title);
    void this.#update();
  }

  /** Cutting is copying; before and after the exam it is nobody's business. */
  #noteClipboard(act: Extract<ViewMessage, { type: 'clipboard' }>['act']): void {
    if (this.#isWanted) this.#note(act === 'paste' ? 'paste' : 'copy');
  }

  get #isOver(): boolean {
    return this.#journal.isEnded || isOver(this.#session.phase);
  }
  get #isWanted(): boolean {
    if (this.#isOver || this.#line.seat !== 'ours') return false;
    return this.#mayGo || isRecordingPhase(this.#session.phase);
  }

  async #update(): Promise<void> {
    this.#onlookers.update();
    if (this.#isWanted && !this.#hasBegun) {
      this.#hasBegun = true;
      await this.#tools.capture.settleForExam();
      this.#machine.watch(this.#session.softChecks);
      this.#watchDisk();
    }
    // Of an attempt that is handed in nothing is looked for: where the student looks then is nobody's business.
    const isHandedIn = this.#deadlines.endsByItselfAt !== null;
    const isWatched = this.#isWanted && !isHandedIn && !standsStill(this.#session);
    this.#eyes.watch(isWatched ? this.#session : null);
    if (this.#isOver) {
      void this.#windUp();
    } else {
      // A session closed by mistake may be opened again, and end another time.
      if (this.#windingUp) {
        this.#windingUp.abort();
        this.#windingUp = null;
        await this.#tools.capture.settleForExam();
      }
      await this.#recordings.update(this.#isWanted);
    }
    this.#show();
  }

  #watchDisk(): void {
    watchDisk({
      journal: this.#journal,
      feed: this.#feed,
      now: () => this.#tools.clock.now(),
      onTight: (isTight) => void this.#recordings.useQuality(isTight ? 'low' : 'full'),
      signal: this.#life.signal,
    });
  }

  /** Every recording, once the server's time is known again; without a line they go on until then. */
  async #beginAnew(origin: string): Promise<void> {
    this.#endWaking();
    const waking = new AbortController();
    this.#endWaking = () => waking.abort();
    this.#waking = AbortSignal.any([waking.signal, this.#life.signal]);
    if (!(await learnServerTime(this.#tools.clock, origin, this.#waking))) return;
    waking.abort();
    if (this.#isWanted) await this.#recordings.restart();
    this.#show();
  }

  /** The recordings count from a time that was wrong. */
  async #correctTime(shiftMs: number): Promise<void> {
    const isWaking = !this.#waking.aborted;
    if (isWaking || !this.isRecording) return;
    this.#note('clock_corrected', `${shiftMs} ms`);
    await this.#recordings.restart();
  }

  #tick(): void {
    const { clock } = this.#tools;
    this.#eyes.tick(this.#machine.isMending());
    this.#machine.tick();
    if (!this.#isWanted) return;
    this.#recordings.tick();
    if (this.#recordings.hasOutgrown) void this.#update();
    const now = clock.now();
    if (isBreakUp(this.#session, now)) void this.#takeBreak('end');
    const { notice, end } = this.#deadlines.tick(this.#session, now, clock.isKnown);
    if (notice) this.#feed.notice(notice, now, true);
    if (end) void this.#end(end);
  }

  #tellWorker(session: SessionView, drained: boolean): Promise<void> {
    return tellWorker({ session, drained, ended: this.#journal.isEnded }, this.#life.signal);
  }

  /** Decides the end here; the server hears of it when it can. */
  async #end(intent: Extract<JournalBody, { kind: 'intent' }>['intent']): Promise<void> {
    if (!this.#isWanted || this.#isEnding) return;
    this.#isEnding = true;
    try {
      await this.#journal.append({ kind: 'intent', intent });
    } finally {
      this.#isEnding = false;
    }
    void this.#tellWorker(this.#session, false);
    await this.#update();
  }

  /** Written down beside the hint; the question is over with it, and the tip that went before. */
  async #answer({ hint, yes, why }: Extract<ViewMessage, { type: 'answer' }>): Promise<void> {
    const { answered } = this.#journal;
    if (!this.#isWanted || answered.includes(hint)) return;
    await this.#journal.keepAnswered(hint);
    this.#note('hint_answered', `${hint}, ${yes ? 'yes' : 'no'}${why === '' ? '' : `: ${why}`}`);
    this.#show();
  }

  /** Begins or ends a break here; the server hears of it when it can. */
  async #takeBreak(act: 'begin' | 'end'): Promise<void> {
    if (!this.#isWanted || this.#isSwitching || !mayBreak(this.#session, act)) return;
    this.#isSwitching = true;
    try {
      await this.#journal.append({ kind: 'break', act });
    } finally {
      this.#isSwitching = false;
    }
    await this.#update();
  }

  /** From the end of the exam to the end of the session: nothing recorded any more, everything sent. */
  async #windUp(): Promise<void> {
    if (this.#windingUp) return;
    const { signal } = (this.#windingUp = new AbortController());
    const wasRecording = this.#recordings.isRecording;
    this.#eyes.close();
    await this.#recordings.stop();
    if (wasRecording) await this.#journal.append(eventBody('capture_stopped')).catch(() => undefined);
    if (signal.aborted) return;
    // The lamp goes out as soon as nothing is recorded.
    this.#tools.capture.close();
    await this.#line.drain(signal);
    if (signal.aborted) return;
    await this.#tellWorker(this.#session, true);
    this.#show();
  }

  #note(event: Extract<JournalBody, { kind: 'event' }>['event'], detail = ''): void {
    this.#write(eventBody(event, detail));
  }

  #write(body: JournalBody): void {
    void this.#journal.append(body).catch(() => undefined);
  }

  /** Sends the view soon; many changes at once make one, which the most urgent of them sends. */
  #show(withinMs = VIEW_EVERY_MS): void {
    const dueAt = performance.now() + withinMs;
    if (this.#viewTimer !== undefined && this.#viewDueAt <= dueAt) return;
    clearTimeout(this.#viewTimer);
    this.#viewDueAt = dueAt;
    this.#viewTimer = setTimeout(() => {
      this.#viewTimer = undefined;
      this.#tools.ports.send({ type: 'view', view: this.#view() });
    }, withinMs);
  }

  #view(): ExamView {
    const { capture, clock } = this.#tools;
    return {
      session: this.#session,
      language: this.#language,
      clockOffsetMs: clock.offsetMs,
      connection: this.#line.connection,
      elsewhere: this.#line.seat === 'elsewhere',
      camera: capture.state('camera'),
      microphone: capture.state('microphone'),
      screen: capture.state('screen'),
      tab: capture.state('tab'),
      mendInPortal: this.#machine.mendInPortal,
      recording: this.isRecording,
      savedUpTo: this.#journal.savedUpTo,
      pending: this.#journal.waiting,
      watched: this.#onlookers.isWatched,
      saving: this.#isOver && !(this.#session.phase === 'closed' && this.#journal.isEmpty),
      endsByItselfAt: this.#deadlines.endsByItselfAt,
      feed: this.#feed.itemsIn(this.#language),
      coach: this.#eyes.coach
        .items(this.#language)
        .filter(({ advice }) => !this.#journal.answered.some((hint) => hint === advice)),
      meter: this.#eyes.cost,
      seenUpTo: this.#seenUpTo,
    };
  }
}

const ownerOf = ({ sessionId, origin, uploadToken, sealKey }: Attachment) => ({
  sessionId,
  origin,
  uploadToken,
  sealKey,
});
const eventBody = (event: Extract<JournalBody, { kind: 'event' }>['event'], detail = ''): JournalBody => ({
  kind: 'event',
  event,
  detail: detail.slice(0, 200),
});
