import { SignJWT } from 'jose';
import { accessCode, pluginClaims } from '../../../conformance/moodle-claims.ts';
import { type Entry, PluginEntries } from '../../../conformance/plugin-entries.ts';
import { type Attempt } from '../attempts.ts';
import { pageUrl, reviewUrl } from '../addresses.ts';
import type { Quiz } from '../quizzes.ts';

/** As an administrator fills them in, but that the real plugin takes a host alone and says https. */
export interface PluginSettings {
  examusOrigin: string;
  integrationName: string;
  secret: string;
}
/** A form of one field that the student's browser posts to proctoring. */
export interface StartForm {
  to: string;
  token: string;
}
/** Who acts: a student in one session of Moodle's, which their browser has by a cookie. */
export interface Visitor {
  student: string;
  moodleSession: string;
}

/**
 * `availability_examus2` in this LMS: which try a student is at, when they are sent to proctoring, what proctoring is
 * told at the end (facts 3, moodle-pages 5). The quizzes that have a `condition` are restricted by it.
 */
export class ExamusPlugin {
  readonly entries = new PluginEntries();
  /** Access codes with which students came from proctoring, in order. */
  readonly entered: string[] = [];
  /** What proctoring answered when it was told that an attempt is submitted. */
  readonly finishes: { sessionId: string; status: number; body: unknown }[] = [];
  readonly settings: PluginSettings;
  readonly #wwwroot: () => string;
  /** Access codes by session of Moodle. */
  readonly #remembered = new Map<string, string>();
  /** The keys that sign a student in, each good for one try of theirs. */
  readonly #keys = new Map<string, { student: string; cmid: number; code: string }>();

  constructor(settings: PluginSettings, wwwroot: () => string) {
    this.settings = settings;
    this.#wwwroot = wwwroot;
  }

  /** The form in place of an attempt; null when nothing keeps the student from it. */
  async sendAway(quiz: Quiz, visitor: Visitor): Promise<StartForm | null> {
    if (!quiz.condition || this.#remembered.has(visitor.moodleSession)) return null;
    const entry = this.#entryFor(quiz, visitor.student);
    if (entry.status === 'started') return null;
    const key = accessCode();
    this.#keys.set(key, { student: visitor.student, cmid: quiz.cmid, code: entry.sessionId });
    const query = new URLSearchParams({ examus2_accesscode: entry.sessionId, token: key });
    const sessionUrl = `${this.#wwwroot()}/availability/condition/examus2/entry.php?${query}`;
    return this.#startForm(quiz, visitor.student, entry, sessionUrl);
  }

  /** What the cover of an attempt page posts when nothing says that proctoring runs; null on a page without a cover. */
  async sendBack(quiz: Quiz, attempt: Attempt, page: number): Promise<StartForm | null> {
    const entry = this.entries.of(userIdOf(attempt.student), quiz.cmid).at(-1);
    if (!quiz.condition || !entry) return null;
    const sessionUrl = `${this.#wwwroot()}${pageUrl(attempt, page)}&examus2_accesscode=${entry.sessionId}`;
    return this.#startForm(quiz, attempt.student, entry, sessionUrl);
  }

  /** `entry.php`: whom the key signs in and for which quiz; null when it opens nothing. */
  enter(code: string, key: string, moodleSession: string): { student: string; cmid: number } | null {
    const known = this.#keys.get(key);
    if (!known || known.code !== code) return null;
    this.entered.push(code);
    this.#remembered.set(moodleSession, code);
    return known;
  }

  attemptStarted(quiz: Quiz, { student }: Visitor): void {
    const entry = quiz.condition && this.#entryFor(quiz, student);
    if (entry) entry.status = 'started';
  }

  /** Told while the student's submit waits; nobody is told where the session does not remember proctoring. */
  async attemptSubmitted(attempt: Attempt, { student, moodleSession }: Visitor): Promise<void> {
    if (!this.#remembered.delete(moodleSession)) return;
    const entries = this.entries.of(userIdOf(student), attempt.cmid);
    const started = entries.filter(({ status }) => status === 'started');
    for (const entry of started) entry.status = 'finished';
    const newest = started.at(-1);
    if (newest) await this.#finish(newest, `${this.#wwwroot()}${reviewUrl(attempt)}`);
  }

  async #finish({ sessionId }: Entry, sessionFinishUrl: string): Promise<void> {
    const { examusOrigin, integrationName } = this.settings;
    const token = await this.#sign({ exp: Math.floor(Date.now() / 1000) + 30 });
    const url = `${examusOrigin}/api/v2/integration/simple/${integrationName}/sessions/${sessionId}/finish/`;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `JWT ${token}`,
      },
      body: JSON.stringify({ sessionFinishUrl }),
    });
    this.finishes.push({ sessionId, status: response.status, body: await response.json() });
  }

  /** The try under way; else a new one; else, when the quiz allows no more, the last one whatever became of it. */
  #entryFor(quiz: Quiz, student: string): Entry {
    const entries = this.entries.of(userIdOf(student), quiz.cmid);
    const open = entries.find(({ status }) => ['new', 'started', 'scheduled'].includes(status));
    const used = entries.filter(({ status }) => !['rescheduled', 'canceled', 'force_reset'].includes(status));
    const last = entries.at(-1);
    if (open) return open;
    if (last && used.length >= (quiz.attemptsAllowed ?? Infinity)) return last;
    return this.entries.add(accessCode(), userIdOf(student), String(quiz.cmid));
  }

  async #startForm(
    quiz: Quiz,
    student: string,
    { sessionId }: Entry,
    sessionUrl: string,
  ): Promise<StartForm> {
    const { examusOrigin, integrationName } = this.settings;
    const [firstName = '', lastName = ''] = student.split(' ');
    const claims = pluginClaims(this.#wwwroot(), {
      ...quiz.condition,
      examId: String(quiz.cmid),
      examName: quiz.name,
      courseName: 'Линейная алгебра, 1 курс',
      userId: userIdOf(student),
      firstName,
      lastName,
      sessionId,
      sessionUrl,
    });
    return {
      to: `${examusOrigin}/integration/simple/${integrationName}/start/`,
      token: await this.#sign(claims),
    };
  }

  #sign(claims: Record<string, unknown>): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ typ: 'JWT', alg: 'HS256' })
      .sign(Buffer.from(this.settings.secret));
  }
}

/** Moodle's username. */
export const userIdOf = (student: string): string => student.toLowerCase().replaceAll(' ', '.');
