import { expect, test } from 'vitest';
import { warningWords } from './warning-words.ts';

const absence = { type: 'no_user_in_frame', startAt: 0, endAt: 12_300, confidence: 0.97 } as const;

test('says what was seen, how long and how sure it is, in the student’s language', () => {
  expect(warningWords(absence, 'ru')).toBe(
    'камера не видела лица, 12 с · уверенность программы высокая (97 %)',
  );
  expect(warningWords(absence, 'en')).toBe('the camera saw no face, 12 s · the program is very sure (97%)');
});

test('has no length while it lasts, minutes where it was long, and no sureness of what the system told', () => {
  const window = { type: 'change_active_window_on_computer', startAt: 0, confidence: null } as const;
  expect(warningWords({ ...window, endAt: null }, 'en')).toBe('the quiz page was hidden or not in focus');
  expect(warningWords({ ...window, endAt: 125_000 }, 'en')).toBe(
    'the quiz page was hidden or not in focus, 2:05',
  );
});

test('adds nothing but the length to a fault, whose name says it all', () => {
  expect(warningWords({ type: 'mic_no_sound', startAt: 0, endAt: null, confidence: null }, 'ru')).toBe('');
  expect(warningWords({ type: 'mic_no_sound', startAt: 0, endAt: 61_000, confidence: null }, 'ru')).toBe(
    '1:01',
  );
});
