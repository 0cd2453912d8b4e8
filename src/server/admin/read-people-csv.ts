import type { LineError } from '../../protocol/api/admin/parts.ts';
import type { Role } from '../../protocol/views.ts';
import { parseCsv } from '../../shared/csv.ts';
import { normalUserName } from '../auth/people.ts';

export interface ListedPerson {
  userName: string;
  name: string;
  email: string | null;
  role: Role;
}
export interface PeopleTable {
  lines: number;
  people: ListedPerson[];
  errors: LineError[];
}

/** How columns may be headed, in the words of all three languages. */
const columns = {
  userName: ['username', 'user name', 'login', 'логин', 'имя пользователя', 'пайдаланушы аты'],
  name: ['name', 'full name', 'имя', 'фио', 'аты-жөні', 'аты'],
  email: ['email', 'e-mail', 'mail', 'почта', 'эл. почта', 'электронная почта', 'пошта'],
  role: ['role', 'роль', 'рөлі', 'рөл'],
} as const;
type Column = keyof typeof columns;

const roleWords: Record<string, Role> = {
  '': 'student',
  student: 'student',
  студент: 'student',
  proctor: 'proctor',
  проктор: 'proctor',
  admin: 'admin',
  administrator: 'admin',
  администратор: 'admin',
  әкімші: 'admin',
};

/** Reads a table of people; every line that is wrong is named with what is wrong with it. */
export function readPeopleCsv(csv: string): PeopleTable {
  const [head, ...lines] = parseCsv(csv);
  const at = columnsOf(head?.cells ?? []);
  const missing = (['userName', 'name'] as const).filter((column) => at[column] === undefined);
  if (missing.length > 0) {
    const error = (field: string): LineError => ({ line: 1, code: 'columns', field, value: '' });
    return { lines: lines.length, people: [], errors: missing.map(error) };
  }
  const seen = new Set<string>();
  const people: ListedPerson[] = [];
  const errors: LineError[] = [];
  for (const { line, cells } of lines) {
    const cell = (column: Column): string => cells[at[column] ?? -1] ?? '';
    const userName = normalUserName(cell('userName'));
    const wrong = (field: Column, code: LineError['code']) =>
      errors.push({ line, code, field, value: cell(field).slice(0, 100) });
    const before = errors.length;
    if (userName === '') wrong('userName', 'missing');
    else if (userName.length > 100 || /[\s,;]/.test(userName)) wrong('userName', 'too_long');
    else if (seen.has(userName)) wrong('userName', 'twice');
    if (cell('name') === '') wrong('name', 'missing');
    else if (cell('name').length > 200) wrong('name', 'too_long');
    const email = cell('email');
    if (email !== '' && !/^[^\s@]{1,100}@[^\s@]+\.[^\s@]{1,60}$/.test(email)) wrong('email', 'wrong_email');
    const role = roleWords[cell('role').toLowerCase()];
    if (role === undefined) wrong('role', 'wrong_role');
    seen.add(userName);
    if (errors.length === before)
      people.push({ userName, name: cell('name'), email: email || null, role: role! });
  }
  return { lines: lines.length, people, errors };
}

function columnsOf(cells: readonly string[]): Partial<Record<Column, number>> {
  const found: Partial<Record<Column, number>> = {};
  for (const [index, cell] of cells.entries()) {
    const word = cell.toLowerCase();
    const column = (Object.keys(columns) as Column[]).find((each) =>
      (columns[each] as readonly string[]).includes(word),
    );
    if (column !== undefined) found[column] ??= index;
  }
  return found;
}
