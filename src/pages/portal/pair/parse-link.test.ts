import { expect, test } from 'vitest';
import { parseLink } from './parse-link.ts';

test.each([
  ['https://student.example/?serverOrigin=https://o7x.example/', 'https://o7x.example'],
  ['  https://o7x.example  ', 'https://o7x.example'],
  ['o7x.example', 'https://o7x.example'],
  ['https://o7x.example:8443/some/page#x', 'https://o7x.example:8443'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost:8080/', 'http://localhost:8080'],
])('%s names %s', (text, origin) => {
  expect(parseLink(text)).toBe(origin);
});

test.each([
  '',
  'AlmaU',
  'two words.example',
  'http://o7x.example',
  'https://student.example/?serverOrigin=http://o7x.example',
  'https://student.example/?serverOrigin=javascript:alert(1)',
  'https://user:secret@o7x.example',
  'ftp://o7x.example',
  'http://127.0.0.1.evil.example',
])('%s names none', (text) => {
  expect(parseLink(text)).toBeNull();
});
