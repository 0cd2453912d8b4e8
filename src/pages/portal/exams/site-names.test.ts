import { expect, test } from 'vitest';
import { siteNames } from './site-names.ts';

test('each host once, without what only Chrome needs', () => {
  const patterns = [
    'https://lms.example.edu/mod/quiz/*',
    'https://lms.example.edu/x',
    'http://localhost:9000/quiz*',
  ];
  expect(siteNames(patterns)).toBe('lms.example.edu, localhost');
});
