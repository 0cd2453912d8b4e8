import type { Attachment } from '../../protocol/calls.ts';
import type { JournalBody } from '../../protocol/journal.ts';
import type { RecordingKind } from '../../protocol/recording.ts';
import { isOver, isRecordingPhase } from '../../protocol/session.ts';
import type { ExamView } from '../../protocol/view-port.ts';
import type { SessionView } from '../../protocol/views.ts';
import { api } from '../../shared/api-client.ts';
import { Bell } from '../bell.ts';
import type { Capture } from '../capture/capture.ts';
import type { ServerClock } from '../clock.ts';
import type { FaceFinder } from '../detect/face-finder.ts';
import type { JournalDatabase } from '../journal/database.ts';
import { Journal } from '../journal/journal.ts';
import { keepLive } from '../live/live-link.ts';
import { readServerTime } from '../live/read-server-time.ts';
import { Recordings } from '../record/recordings.ts';
import { Uploader } from '../upload/uploader.ts';
import { learnFromServer } from '../upload/learn-from-server.ts';
import { watchDevices } from './device-watch.ts';
import { Eyes } from './eyes.ts';
import { reportDrained } from './report-drained.ts';
import { tellWorker } from './tell-worker.ts';
import { Feed } from './feed.ts';
import type { ViewMessage } from './from-view.ts';
import { Deadlines } from './deadlines.ts';
import type { ViewLink, ViewPorts } from './view-ports.ts';

export interface ExamTools {
  capture: Capture;
  clock: ServerClock;
  finder: FaceFinder;
  ports: ViewPorts;
  db: Promise<JournalDatabase>;
}

const TICK_MS = 200;
/** A view is sent at most this often: ten segments and a warning make one picture. */
const VIEW_EVERY_MS = 100;
const LEARN_WAIT_MS = 3000;

/**
 * One session on the student's machine: what the server says and what happens here come in, and everything else —
 * recorders, detection, the pages' view, the end — is brought in line with it by `#update`.
 */
export class Exam {
  #attachment: Attachment;
  #session: SessionView;
  readonly #tools: ExamTools;
  readonly #journal: Journal;
  readonly #uploader: Uploader;
  readonly #recordings: Recordings;
  readonly #eyes: Eyes;
  readonly #feed: Feed;
  readonly #life = new AbortController();
  readonly #deadlines = new Deadlines();
  readonly #drainBell = new Bell();
  #connection: ExamView['connection'] = 'online';
  #mayGo = false;
  #hasBegun = false;
  #hasRecorded = false;
  #isWindingUp = false;
  #isEnding = false;
  #viewTimer: ReturnType<typeof setTimeout> | undefined;
  #learnt: Promise<Epochs>;

  static async open(attachment: Attachment, tools: ExamTools): Promise<Exam> {
    const journal = await Journal.open(await tools.db, ownerOf(attachment), () => tools.clock.now());
    const exam = new Exam(attachment, tools, journal);
    exam.#start();
    return exam;
  }

  private constructor(attachment: Attachment, tools: ExamTools, journal: Journal) {
    const { signal } = this.#life;
    this.#attachment = attachment;
    this.#session = attachment.session;
    this.#tools = tools;
    this.#journal = journal;
    this.#feed = new Feed(() => this.#show());
    const target = { sessionId: attachment.sessionId, api: this.#api };
    this.#uploader = new Uploader({ journal, target, signal, onSession: (session) => this.#adopt(session) });
    const { capture, clock, finder } = tools;
    // Both before the first recorder starts, where the server can be reached: free epochs, and its time.
    this.#learnt = readServerTime(clock, attachment.origin, signal)
      .catch(() => undefined)
      .then(() => learnFromServer(journal, target, signal));
    this.#recordings = new Recordings({
      capture,
      clock,
      nextEpoch: async (kind) => {
        const used = await Promise.race([this.#learnt, after<Epochs>(LEARN_WAIT_MS, {})]);
        return journal.nextEpoch(kind, used[kind] ?? 0);
      },
      save: async (segment, bytes) => void (await journal.append({ kind: 'segment', segment }, bytes)),
      onStarted: (_, detail) => {
        this.#note('capture_started', detail);
        if (!this.#hasRecorded) this.#feed.notice('recording_started', clock.now(), true);
        this.#hasRecorded = true;
      },
      onChange: () => this.#show(),
    });
    this.#eyes = new Eyes({
      capture,
      clock,
      finder,
      onWarning: (warning) => {
        this.#write({ kind: 'warning', warning });
        this.#feed.warn(warning, this.#session);
      },
      onUnavailable: () => this.#feed.notice('detection_unavailable', clock.now()),
    });
  }

  readonly #api = () => ({ origin: this.#attachment.origin, token: this.#attachment.uploadToken });

  get sessionId(): string {
    return this.#attachment.sessionId;
  }
  get isRecording(): boolean {
    return this.#recordings.isRecording;
  }

  #start(): void {
    const { signal } = this.#life;
    const { capture, clock } = this.#tools;
    const journal = this.#journal;
    journal.onChange = () => {
      this.#uploader.wake();
      this.#drainBell.ring();
      this.#show();
    };
    journal.onPosted = ({ body }) => {
      if (body.kind === 'chat') this.#feed.delivered(body.id);
    };
    for (const { entry } of journal.pending.values()) {
      const { body, at } = entry;
      if (body.kind === 'chat') this.#feed.write(body.id, body.text, at);
      if (body.kind === 'warning') this.#feed.warn(body.warning, this.#session);
    }
    this.#uploader.start();
    void keepLive({
      sessionId: this.#attachment.sessionId,
      api: this.#api,
      clock,
      signal,
      state: () => ({
        capturing: this.#recordings.isRunning('camera'),
        savedUpTo: journal.savedUpTo,
      }),
      onSession: (session) => this.#adopt(session),
      onChat: (message) => this.#feed.receive(message),
      onConnection: (connection) => this.#connect(connection),
    });
    void this.#fetchChat();
    capture.onChange(() => void this.#update(), signal);
    const timer = setInterval(() => this.#tick(), TICK_MS);
    signal.addEventListener('abort', () => {
      clearInterval(timer);
      clearTimeout(this.#viewTimer);
    });
    void this.#update();
  }

  /** Comes again with a newer token, view or language. */
  async renew(attachment: Attachment): Promise<void> {
    this.#attachment = attachment;
    await this.#journal.renew(ownerOf(attachment));
    this.#uploader.retryNow();
    this.#adopt(attachment.session);
    this.#show();
  }

  speak(language: Attachment['language']): void {
    this.#attachment = { ...this.#attachment, language };
    this.#show();
  }

  /** Resolves when the recorders run. */
  async go(): Promise<void> {
    this.#mayGo = true;
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
    const { capture, clock } = this.#tools;
    switch (message.type) {
      case 'looking':
        return;
      case 'focus':
        return this.#eyes.focus.say(link, message);
      case 'chat':
        this.#write({ kind: 'chat', id: message.id, text: message.text });
        return this.#feed.write(message.id, message.text, clock.now());
      case 'finish':
        return void this.#end('finish');
      case 'call-proctor':
        this.#note('proctor_called');
        return this.#feed.notice('proctor_called', clock.now(), true);
      case 'share-screen':
        return void capture.shareScreen(this.#life.signal);
      case 'reopen-devices':
        return void capture.open({}, this.#life.signal);
      case 'lms':
        return this.#hearLms(message.event);
      case 'panel-removed':
        return this.#note('panel_removed');
    }
  }

  #hearLms(event: Extract<ViewMessage, { type: 'lms' }>['event']): void {
    if (!this.#isWanted) return;
    const now = this.#tools.clock.now();
    if (event === 'attempt_submitted') {
      if (!this.#deadlines.attemptSubmitted(now)) return;
      this.#feed.notice('attempt_submitted', now, true);
    }
    if (event === 'attempt_started' && !this.#deadlines.attemptStarted()) return;
    this.#note(event);
    this.#show();
  }

  #adopt(session: SessionView): void {
    if (session.id !== this.#session.id || session.revision <= this.#session.revision) return;
    this.#session = session;
    void this.#update();
    void tellWorker(session, false, this.#life.signal);
  }

  #connect(connection: ExamView['connection']): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    if (connection === 'offline') this.#feed.notice('offline', this.#tools.clock.now());
    else {
      this.#feed.noticeOver('offline');
      this.#uploader.retryNow();
      void this.#fetchChat();
    }
    this.#show();
  }

  get #isOver(): boolean {
    return this.#journal.isEnded || isOver(this.#session.phase);
  }
  get #isWanted(): boolean {
    return !this.#isOver && (this.#mayGo || isRecordingPhase(this.#session.phase));
  }

  async #update(): Promise<void> {
    if (this.#isWanted && !this.#hasBegun) {
      this.#hasBegun = true;
      await this.#tools.capture.settleForExam();
      this.#watchDevices();
    }
    const isWatched = this.#isWanted && this.#session.phase !== 'paused';
    this.#eyes.watch(isWatched ? this.#session : null);
    if (this.#isOver) {
      void this.#windUp();
    } else {
      // A session closed by mistake may be opened again, and end another time.
      this.#isWindingUp = false;
      await this.#recordings.update(this.#isWanted);
    }
    this.#show();
  }

  #watchDevices(): void {
    const { capture, clock } = this.#tools;
    watchDevices({
      capture,
      signal: this.#life.signal,
      onLost: (device, notice, state) => {
        if (!this.#isWanted) return;
        this.#note('device_lost', `${device} ${state}`);
        this.#feed.notice(notice, clock.now());
      },
      onBack: (device, notice) => {
        this.#note('device_back', device);
        this.#feed.noticeOver(notice);
      },
    });
  }

  #tick(): void {
    const { clock, capture } = this.#tools;
    this.#eyes.tick(capture.isAsking);
    if (!this.#isWanted) return;
    const now = clock.now();
    const { notice, end } = this.#deadlines.tick(this.#session, now);
    if (notice) this.#feed.notice(notice, now, true);
    if (end) void this.#end(end);
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
    await this.#update();
  }

  /** From the end of the exam to the end of the session: nothing recorded any more, everything sent. */
  async #windUp(): Promise<void> {
    if (this.#isWindingUp) return;
    this.#isWindingUp = true;
    const { signal } = this.#life;
    const wasRecording = this.#recordings.isRecording;
    this.#eyes.close();
    await this.#recordings.stop();
    if (wasRecording) await this.#journal.append(eventBody('capture_stopped')).catch(() => undefined);
    // The lamp goes out as soon as nothing is recorded.
    this.#tools.capture.close();
    while (!this.#journal.isEmpty && !signal.aborted) await this.#drainBell.heard(signal);
    if (this.#session.phase !== 'closed') {
      const { sessionId } = this.#attachment;
      const closed = await reportDrained({ sessionId, api: this.#api, signal });
      if (closed) this.#adopt(closed);
    }
    await tellWorker(this.#session, true, signal);
    this.#show();
  }

  async #fetchChat(): Promise<void> {
    const params = { sessionId: this.#attachment.sessionId };
    const { signal } = this.#life;
    const history = await api(this.#api(), 'chatHistory', { params }, { signal }).catch(() => null);
    for (const message of history?.messages ?? []) this.#feed.receive(message);
  }

  #note(event: Extract<JournalBody, { kind: 'event' }>['event'], detail = ''): void {
    this.#write(eventBody(event, detail));
  }

  #write(body: JournalBody): void {
    void this.#journal.append(body).catch(() => undefined);
  }

  /** Sends the view soon; many changes at once make one. */
  #show(): void {
    this.#viewTimer ??= setTimeout(() => {
      this.#viewTimer = undefined;
      this.#tools.ports.send({ type: 'view', view: this.#view() });
    }, VIEW_EVERY_MS);
  }

  #view(): ExamView {
    const { capture, clock } = this.#tools;
    return {
      session: this.#session,
      language: this.#attachment.language,
      clockOffsetMs: clock.offsetMs,
      connection: this.#connection,
      camera: capture.state('camera'),
      microphone: capture.state('microphone'),
      screen: capture.state('screen'),
      recording: this.isRecording,
      savedUpTo: this.#journal.savedUpTo,
      pending: this.#journal.waiting,
      saving: this.#isOver && !(this.#session.phase === 'closed' && this.#journal.isEmpty),
      endsByItselfAt: this.#deadlines.endsByItselfAt,
      feed: this.#feed.items,
    };
  }
}

type Epochs = Partial<Record<RecordingKind, number>>;
const ownerOf = ({ sessionId, origin, uploadToken }: Attachment) => ({ sessionId, origin, uploadToken });
const eventBody = (event: Extract<JournalBody, { kind: 'event' }>['event'], detail = ''): JournalBody => ({
  kind: 'event',
  event,
  detail: detail.slice(0, 200),
});
const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(value), ms));
