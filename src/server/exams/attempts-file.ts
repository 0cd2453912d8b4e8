import { ExamusError } from '../../protocol/errors.ts';
import { readLmsTime } from './lms-time.ts';
import { readCsv } from './read-csv.ts';

/** One attempt as an LMS's export has it. */
export interface ListedAttempt {
  line: number;
  student: string;
  /** Everything in the row that may name the account, in lower case. */
  names: string[];
  startedAt: number | null;
}

/**
 * Headings of Moodle's quiz report (English, Russian, Kazakh), of Canvas' quiz and of Open edX's exam exports. Compared
 * without case and surrounding space.
 */
const headings = {
  account: [
    'username',
    'user name',
    'логин',
    'имя пользователя',
    'пайдаланушы аты',
    'login',
    'login_id',
    'sis_id',
    'sis id',
    'user',
    'external_id',
    'id number',
    'идентификационный номер',
    'email address',
    'email',
    'e-mail',
    'адрес электронной почты',
    'эл. почта',
    'электрондық пошта',
  ],
  lastName: ['last name', 'surname', 'фамилия', 'тегі'],
  firstName: ['first name', 'имя', 'аты'],
  fullName: ['name', 'full name', 'student', 'полное имя', 'фамилия, имя', 'имя / фамилия'],
  started: [
    'started on',
    'started',
    'started_at',
    'тест начат',
    'начат',
    'начало',
    'басталды',
    'start time',
    'submitted',
    'completed',
    'завершено',
  ],
} as const;
type Column = keyof typeof headings;

/** Reads an export. Rejects with `bad_request` and the headings found when no column names the students. */
export function readAttempts(csv: string, timeZone: string): ListedAttempt[] {
  const [heading = [], ...rows] = readCsv(csv);
  const found = heading.map((text) => text.trim().toLowerCase());
  // In the order in which they are listed: `started on` goes before `completed`.
  const columnsOf = (column: Column) =>
    headings[column].map((text) => found.indexOf(text)).filter((index) => index >= 0);
  const accounts = columnsOf('account');
  const names = [columnsOf('fullName')[0], columnsOf('lastName')[0], columnsOf('firstName')[0]];
  if (accounts.length === 0 && names.every((index) => index === undefined)) {
    throw new ExamusError('bad_request', 'no column names the students', { columns: heading.slice(0, 50) });
  }
  const started = columnsOf('started')[0];
  return rows.flatMap((row, index) => {
    const field = (at: number | undefined) => (at === undefined ? '' : (row[at]?.trim() ?? ''));
    const [full, last, first] = names.map(field);
    const time = field(started);
    const given = accounts.map(field).filter(Boolean);
    // Moodle ends its report with an average, which names nobody, and lists those who never began, with a dash.
    if ((given.length === 0 && full === '' && first === '') || isNone(time)) return [];
    const spellings = [full!, `${first} ${last}`.trim(), `${last} ${first}`.trim()].filter(Boolean);
    return {
      line: index + 2,
      student: spellings[0] ?? given[0]!,
      names: [...given, ...spellings].map(plainName),
      startedAt: readLmsTime(time, timeZone),
    };
  });
}

const isNone = (time: string): boolean => time === '-' || time === '—';

/** Letter case, doubled spaces and `ё` differ between systems that mean the same person. */
export const plainName = (text: string): string =>
  text.trim().toLowerCase().replace(/\s+/g, ' ').replaceAll('ё', 'е');
