import { accessCode } from './moodle-claims.ts';

/** One proctored try, as the plugin keeps it (facts 3.1). */
export interface Entry {
  sessionId: string;
  userId: string;
  examId: string;
  status: string;
  timeScheduled: number | null;
  /** What the last review said; columns that it left out are null. */
  review: Record<string, unknown> | null;
  reportUrl: string | null;
  archive: string | null;
}
/** What PHP answers with. */
export interface PluginAnswer {
  status?: number;
  body?: string;
}

const done: PluginAnswer = { body: '' };
const databaseError: PluginAnswer = { status: 404, body: '<html><h1>Error writing to database</h1></html>' };
const fatal: PluginAnswer = { status: 404, body: '<html><h1>Exception</h1></html>' };

/** The table `availability_examus2_entries` and what `api.php` does to it, as observed on Moodle 4.5 with PostgreSQL. */
export class PluginEntries {
  readonly #entries: Entry[] = [];

  /** The plugin makes one before it sends a student away. */
  add(sessionId: string, userId: string, examId: string): Entry {
    const entry: Entry = {
      sessionId,
      userId,
      examId,
      status: 'new',
      timeScheduled: null,
      review: null,
      reportUrl: null,
      archive: null,
    };
    this.#entries.push(entry);
    return entry;
  }
  find = (sessionId: unknown): Entry | undefined =>
    this.#entries.find((entry) => entry.sessionId === sessionId);
  /** All tries of one student at one exam, in order. */
  of = (userId: unknown, examId: unknown): Entry[] =>
    this.#entries.filter((entry) => entry.userId === userId && entry.examId === String(examId));

  call(method: string | null, body: Record<string, unknown>): PluginAnswer {
    const entry = this.find(body['sessionId']);
    if (!entry) return { body: 'Entry was not found' };
    if (method === 'review') return review(entry, body);
    if (method === 'schedule') return this.#schedule(entry, body);
    // Nothing is written: a 200 with words is no success.
    return { body: 'Success' };
  }

  /** Not idempotent: told twice, the place goes to another entry, whose sessionId nobody is told. */
  #schedule(entry: Entry, { event, start }: Record<string, unknown>): PluginAnswer {
    if (event !== 'scheduled') {
      entry.status = 'force_reset';
      entry.timeScheduled = null;
      this.add(accessCode(), entry.userId, entry.examId);
      return done;
    }
    const at = typeof start === 'string' && hasOffset(start) ? Date.parse(start) : null;
    if (start !== undefined && at === null) return fatal;
    const target = entry.status === 'new' ? entry : this.#another(entry);
    target.status = 'scheduled';
    target.timeScheduled = at;
    return done;
  }

  #another(entry: Entry): Entry {
    const { userId, examId } = entry;
    entry.status = 'force_reset';
    const free = this.of(userId, examId).filter(({ status }) => status === 'new');
    return free.at(-1) ?? this.add(accessCode(), userId, examId);
  }
}

/** Everything but the two links is overwritten, also with nothing. */
function review(entry: Entry, body: Record<string, unknown>): PluginAnswer {
  const { conclusion, score = null, comment = null, reportUrl, archive } = body;
  if (typeof conclusion !== 'string') return databaseError;
  if (score !== null && !Number.isInteger(score)) return databaseError;
  for (const name of ['sessionStart', 'sessionEnd']) {
    if (body[name] !== undefined && body[name] !== null && !hasOffset(body[name])) return fatal;
  }
  const { threshold = null, warnings = null, warningTitles = null } = body;
  const { sessionStart = null, sessionEnd = null } = body;
  entry.status = conclusion;
  entry.review = { score, comment, threshold, warnings, warningTitles, sessionStart, sessionEnd };
  if (typeof reportUrl === 'string') entry.reportUrl = reportUrl;
  if (typeof archive === 'string') entry.archive = archive;
  return done;
}

const hasOffset = (time: unknown): boolean =>
  typeof time === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(time);
