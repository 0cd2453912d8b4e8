import { expect, test } from 'vitest';
import { readPeopleCsv } from './read-people-csv.ts';

test('reads the words of any language', () => {
  expect(readPeopleCsv('ФИО;Логин;Роль\nИванова Анна;ANNA;проктор\nБек;bek;\n').people).toEqual([
    { userName: 'anna', name: 'Иванова Анна', email: null, role: 'proctor' },
    { userName: 'bek', name: 'Бек', email: null, role: 'student' },
  ]);
});

test('names every wrong line and what is wrong with it', () => {
  const csv = [
    'userName,name,email,role',
    'a,Anna,anna@x.example,student',
    ',Nobody,,',
    'A,Again,,',
    'b,,not-an-address,dean',
  ].join('\n');
  const { errors, lines } = readPeopleCsv(csv);
  expect(lines).toBe(4);
  expect(errors.map(({ line, code, field }) => `${line} ${field} ${code}`)).toEqual([
    '3 userName missing',
    '4 userName twice',
    '5 name missing',
    '5 email wrong_email',
    '5 role wrong_role',
  ]);
});

test('says which column is missing', () => {
  expect(readPeopleCsv('a,b\n1,2').errors.map(({ field }) => field)).toEqual(['userName', 'name']);
});
