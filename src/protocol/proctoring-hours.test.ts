import * as v from 'valibot';
import { expect, test } from 'vitest';
import { lengthMinutes, proctoringHours } from './proctoring-hours.ts';

const hours = { from: '09:00', to: '18:00', weekdays: ['mon'] };

test.each([
  ['a time of no clock', { ...hours, from: '24:00' }, 'from', 'not a time like 09:30'],
  ['a time without its zero', { ...hours, from: '9:00' }, 'from', 'not a time like 09:30'],
  ['an end before the beginning', { ...hours, to: '08:00' }, 'to', 'the end is before the beginning'],
  ['an end at the beginning', { ...hours, to: '09:00' }, 'to', 'the end is before the beginning'],
  ['no day', { ...hours, weekdays: [] }, 'weekdays', 'no day is named'],
])('%s is refused in words', (_, input, path, message) => {
  const { issues = [] } = v.safeParse(proctoringHours, input);
  expect(issues.map((issue) => [v.getDotPath(issue), issue.message])).toContainEqual([path, message]);
});

test('a day that is none is named', () => {
  const { issues = [] } = v.safeParse(proctoringHours, { ...hours, weekdays: ['mon', 'someday'] });
  expect(issues.map((issue) => v.getDotPath(issue))).toEqual(['weekdays.1']);
  expect(issues[0]?.message).toContain('"someday"');
});

test('midnight as the end is that of the next day', () => {
  expect(lengthMinutes({ from: '22:00', to: '00:00' })).toBe(120);
  expect(lengthMinutes({ from: '00:00', to: '00:00' })).toBe(24 * 60);
});
