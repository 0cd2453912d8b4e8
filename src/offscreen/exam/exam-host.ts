import type { Attachment } from '../../protocol/calls.ts';
import type { Leftovers } from '../leftovers/leftovers.ts';
import { Exam, type ExamTools } from './exam.ts';
import { tellSecondTabs } from './second-tab.ts';
import type { ViewLink } from './view-ports.ts';

/** Follows one session at a time. Attaching and detaching happen one after the other, in the order they were asked. */
export class ExamHost {
  readonly #tools: ExamTools;
  readonly #leftovers: Leftovers;
  #exam: Exam | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(tools: ExamTools, leftovers: Leftovers) {
    this.#tools = tools;
    this.#leftovers = leftovers;
  }

  get current(): Exam | null {
    return this.#exam;
  }

  listen(): void {
    const { ports } = this.#tools;
    ports.listen({
      onConnect: (link) => this.#greet(link),
      onMessage: (link, message) => this.#exam?.hear(link, message),
      onDisconnect: (link) => {
        this.#exam?.disconnect(link);
        if (this.#exam && link.isQuiz) void tellSecondTabs(ports.all);
      },
    });
  }

  attach(attachment: Attachment): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#exam?.sessionId === attachment.sessionId) return this.#exam.renew(attachment);
      await this.#leave();
      await this.#leftovers.take(attachment.sessionId);
      this.#exam = await Exam.open(attachment, this.#tools);
      for (const link of this.#tools.ports.all) this.#exam.connect(link);
    });
  }

  detach(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#leave();
      this.#tools.ports.send({ type: 'idle' });
      await this.#leftovers.giveBack();
    });
  }

  async #leave(): Promise<void> {
    const exam = this.#exam;
    this.#exam = null;
    await exam?.close();
  }

  #greet(link: ViewLink): void {
    if (!this.#exam) return link.send({ type: 'idle' });
    this.#exam.connect(link);
    if (link.isQuiz) void tellSecondTabs(this.#tools.ports.all);
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
