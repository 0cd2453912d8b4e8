import { expect, test } from 'vitest';
import { isMatch } from './match-pattern.ts';

test.each([
  ['https://lms.example/quiz/*', 'https://lms.example/quiz/7?page=2', true],
  ['https://lms.example/quiz*', 'https://lms.example/quiz', true],
  ['https://lms.example/quiz/*', 'https://lms.example/course', false],
  ['https://lms.example/quiz/*', 'http://lms.example/quiz/7', false],
  ['https://lms.example/quiz?id=7', 'https://lms.example/quiz?id=7', true],
  ['https://lms.example/quiz?id=7', 'https://lms.example/quiz?id=71', false],
  ['https://lms.example/quiz?id=7', 'https://lms.example/quizz&id=7', false],
  ['https://lms.example/*', 'no address', false],
])('%s, %s: %s', (pattern, address, is) => {
  expect(isMatch(pattern, address)).toBe(is);
});
