import { describe, expect, it } from 'vitest';
import { quizAddress } from './quiz-address.ts';

const patterns = ['https://lms.example/quiz*'];
const generic = { adapter: 'generic' as const, patterns };
const told = 'examus-client-origin=https%3A%2F%2Flms.example';

describe('the address of a quiz', () => {
  it('says whose word counts', () => {
    expect(quizAddress('https://lms.example/quiz', generic)).toBe(`https://lms.example/quiz?${told}`);
  });
  it('keeps what stands in it as it was written', () => {
    expect(quizAddress('https://lms.example/quiz?a=1%2C2&b=x+y#/3', generic)).toBe(
      `https://lms.example/quiz?a=1%2C2&b=x+y&${told}#/3`,
    );
  });
  it('is left alone where an adapter knows the LMS, or the institution says it by itself', () => {
    const moodle = { adapter: 'moodle' as const, patterns };
    expect(quizAddress('https://lms.example/quiz', moodle)).toBe('https://lms.example/quiz');
    const own = 'https://lms.example/quiz?examus-client-origin=https://other.example';
    expect(quizAddress(own, generic)).toBe(own);
  });
  it('stays a page of the exam', () => {
    const exact = { adapter: 'generic' as const, patterns: ['https://lms.example/quiz?id=7'] };
    expect(quizAddress('https://lms.example/quiz?id=7', exact)).toBe('https://lms.example/quiz?id=7');
    // It was none before: the student comes to the quiz from there.
    expect(quizAddress('https://lms.example/course', exact)).toBe(`https://lms.example/course?${told}`);
  });
});
