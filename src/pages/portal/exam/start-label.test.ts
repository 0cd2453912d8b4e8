import { expect, test } from 'vitest';
import { startLabel } from './start-label.ts';

test('the LMS’s own label, in the student’s language, goes before the guide’s', () => {
  expect(startLabel('moodle', 'ru', 'Начать тестирование', '» или «')).toBe(
    'Пройти тест» или «Начать тестирование',
  );
  expect(startLabel('moodle', 'en', 'Start the test', '” or “')).toBe('Attempt quiz” or “Start the test');
});
test('words that are the same are not said twice', () => {
  expect(startLabel('moodle', 'kk', 'Тестілеуді бастау', '» немесе «')).toBe('Тестілеуді бастау');
});
test('where the LMS’s words are not known the guide’s stand alone', () => {
  expect(startLabel('generic', 'ru', 'Начать тестирование', '» или «')).toBe('Начать тестирование');
  expect(startLabel('canvas', 'ru', 'Начать тестирование', '» или «')).toBe('Начать тестирование');
});
