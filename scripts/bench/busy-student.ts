import { setTimeout as pause } from 'node:timers/promises';
import { messageId, newWarning, Student } from '../../tests/server/exam-actors.ts';
import type { TestServer } from '../../tests/server/harness.ts';
import { type PictureOf, SimulatedMachine } from '../../tests/server/simulated-machine.ts';

/** What a student does in a minute, on average: a warning begins and ends, words are written, the line breaks. */
const PER_MINUTE = { warning: 0.2, chat: 0.05, reconnect: 0.03 };
const STEP_MS = 1000;
const WARNING_MS = 4000;

/** A student who was admitted and sits at the exam: stills, and now and then something to tell. */
export class BusyStudent {
  readonly #server: TestServer;
  readonly #student: Student;
  readonly #picture: PictureOf;
  readonly #signal: AbortSignal;
  #line = new AbortController();
  #machine: SimulatedMachine | undefined;
  #sentBefore = 0;
  #haste = 1;

  static async open(
    server: TestServer,
    userName: string,
    proctor: string,
    picture: PictureOf,
    signal: AbortSignal,
  ): Promise<BusyStudent> {
    const student = await Student.signIn(server, userName);
    await student.open();
    await student.consent();
    await student.check();
    await student.begin();
    const params = { sessionId: student.sessionId };
    await server.call('admit', { params, body: { decision: 'admit' } }, proctor);
    const busy = new BusyStudent(server, student, picture, signal);
    await busy.#connect();
    void busy.#live();
    return busy;
  }

  private constructor(server: TestServer, student: Student, picture: PictureOf, signal: AbortSignal) {
    this.#server = server;
    this.#student = student;
    this.#picture = picture;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#line.abort(), { once: true });
  }

  /** Bytes of stills so far. */
  get sent(): number {
    return this.#sentBefore + (this.#machine?.sent ?? 0);
  }
  /** Time goes so much faster. */
  set haste(haste: number) {
    this.#haste = haste;
    if (this.#machine) this.#machine.haste = haste;
  }

  async #connect(): Promise<void> {
    this.#line.abort();
    this.#sentBefore = this.sent;
    this.#line = new AbortController();
    this.#machine = await SimulatedMachine.open(
      this.#server,
      this.#student,
      this.#picture,
      this.#line.signal,
    );
    this.#machine.haste = this.#haste;
  }

  async #live(): Promise<void> {
    // Not all in the same moment.
    await pause(Math.random() * STEP_MS);
    while (!this.#signal.aborted) {
      const happens = (perMinute: number) => Math.random() < (perMinute * this.#haste * STEP_MS) / 60_000;
      try {
        if (happens(PER_MINUTE.warning)) await this.#warn();
        if (happens(PER_MINUTE.chat)) {
          await this.#note({ kind: 'chat', id: messageId(), text: 'Можно вопрос?' });
        }
        if (happens(PER_MINUTE.reconnect)) await this.#connect();
      } catch (error) {
        // The server is gone with the bench.
        if (!this.#signal.aborted) throw error;
      }
      await pause(STEP_MS);
    }
  }

  async #warn(): Promise<void> {
    const warning = newWarning('no_user_in_frame', Date.now());
    await this.#note({ kind: 'warning', warning });
    await pause(WARNING_MS / this.#haste);
    await this.#note({ kind: 'warning', warning: { ...warning, endAt: Date.now() } });
  }

  async #note(body: Parameters<Student['note']>[0]): Promise<void> {
    await this.#student.send([this.#student.note(body)]);
  }
}
