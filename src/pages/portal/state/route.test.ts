import { expect, test } from 'vitest';
import { parseRoute } from './route.ts';

test.each([
  ['', { page: 'exams' }],
  ['#/check', { page: 'check' }],
  ['#/help', { page: 'help', article: null }],
  ['#/help/camera', { page: 'help', article: 'camera' }],
  ['#/nonsense', { page: 'exams' }],
])('%s', (hash, expected) => {
  expect(parseRoute(hash)).toEqual(expected);
});
