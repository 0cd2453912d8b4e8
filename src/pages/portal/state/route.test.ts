import { expect, test } from 'vitest';
import { parseRoute } from './route.ts';

test.each([
  ['', { page: 'exams' }],
  ['#/check', { page: 'check' }],
  ['#/help', { page: 'help', article: null }],
  ['#/help/camera', { page: 'help', article: 'camera' }],
  ['#/record/17', { page: 'record', sessionId: '17' }],
  ['#/record', { page: 'exams' }],
  ['#/nonsense', { page: 'exams' }],
])('%s', (hash, expected) => {
  expect(parseRoute(hash)).toEqual(expected);
});
