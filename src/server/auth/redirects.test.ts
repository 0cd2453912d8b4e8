import { expect, test } from 'vitest';
import { readDestination } from './redirects.ts';

const origin = 'https://exam.example.edu';
const id = 'gdklhmcgjdedkfaochdndkgcambmilhh';
const read = (uri: string) => readDestination(uri, origin, [id]);

test('the console, with and without the origin', () => {
  expect(read('/console')).toEqual({ kind: 'console', path: '/console' });
  expect(read(`${origin}/console/sessions/1?x=2`)).toEqual({
    kind: 'console',
    path: '/console/sessions/1?x=2',
  });
});

test('a known extension', () => {
  expect(read(`https://${id}.chromiumapp.org/`)).toEqual({
    kind: 'extension',
    uri: `https://${id}.chromiumapp.org/`,
    id,
  });
});

test.each([
  '//evil.example/console',
  'https://evil.example/console',
  `http://${id}.chromiumapp.org/`,
  `https://${id}.chromiumapp.org.evil.example/`,
  `https://${id}.chromiumapp.org:444/`,
  `https://user@${id}.chromiumapp.org/`,
  'https://aaaabbbbccccddddaaaabbbbccccdddd.chromiumapp.org/',
  '/consoles',
  '/auth/start',
  '/console/../auth/start',
  '/\\evil.example/console',
  'javascript:alert(1)',
  '',
])('anything else leads nowhere: %s', (uri) => {
  expect(read(uri)).toBeNull();
});
