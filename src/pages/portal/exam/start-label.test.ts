import { expect, test } from 'vitest';
import { startLabel } from './start-label.ts';

test('Moodle’s own label goes before the guide’s', () => {
  expect(startLabel('moodle', 'Начать тестирование', '» или «')).toBe(
    'Пройти тест» или «Начать тестирование',
  );
});
test('where the LMS is not known the guide’s words stand alone', () => {
  expect(startLabel('generic', 'Начать тестирование', '» или «')).toBe('Начать тестирование');
});
