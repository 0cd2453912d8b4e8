import { pointsFor, type Quiz } from './quizzes.ts';

export interface Attempt {
  id: number;
  cmid: number;
  student: string;
  startedAt: number;
  finishedAt: number | null;
  /** How it ended: handed in by the student, or by the quiz's own timer. */
  finishedBy: 'student' | 'timer' | null;
  /** Answers by slot, counted from 1. */
  answers: Record<number, string>;
}

/** What students did, in memory: the demo LMS forgets everything when it stops. */
export class AttemptBook {
  readonly #attempts: Attempt[] = [];

  all(): Attempt[] {
    return structuredClone(this.#attempts);
  }
  find(id: number): Attempt | undefined {
    return this.#attempts.find((attempt) => attempt.id === id);
  }
  open(cmid: number, student: string): Attempt | undefined {
    return this.#attempts.find((a) => a.cmid === cmid && a.student === student && a.finishedAt === null);
  }
  finished(cmid: number, student: string): Attempt[] {
    return this.#attempts.filter((a) => a.cmid === cmid && a.student === student && a.finishedAt !== null);
  }
  /** Goes on with the open attempt, as Moodle does, or begins a new one. */
  start(cmid: number, student: string): Attempt {
    const open = this.open(cmid, student);
    if (open) return open;
    const attempt: Attempt = {
      id: this.#attempts.length + 1,
      cmid,
      student,
      startedAt: Date.now(),
      finishedAt: null,
      finishedBy: null,
      answers: {},
    };
    this.#attempts.push(attempt);
    return attempt;
  }
  save(attempt: Attempt, slot: number, answer: string): void {
    if (attempt.finishedAt === null) attempt.answers[slot] = answer;
  }
  finish(attempt: Attempt, by: 'student' | 'timer'): void {
    if (attempt.finishedAt !== null) return;
    attempt.finishedAt = Date.now();
    attempt.finishedBy = by;
  }
}

export const secondsLeft = (attempt: Attempt, quiz: Quiz): number =>
  Math.max(0, Math.round((attempt.startedAt + quiz.timeLimitSeconds * 1000 - Date.now()) / 1000));

export const pointsOf = (attempt: Attempt, quiz: Quiz): number =>
  quiz.questions.reduce((sum, question, index) => sum + pointsFor(question, attempt.answers[index + 1]), 0);
