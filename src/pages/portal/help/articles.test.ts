import { expect, test } from 'vitest';
import { type Article, searchArticles } from './articles.ts';

const articles: Article[] = [
  { id: 'login', title: 'Не принимает пароль', body: 'Войдите через кнопку института. Не камера.' },
  { id: 'camera', title: 'Камера не работает', body: 'Разрешите доступ. Ещё раз.' },
  { id: 'light', title: 'Темно', body: 'Включите лампу: камера должна видеть лицо.' },
];
const found = (question: string) => searchArticles(articles, question).map(({ id }) => id);

test('titles come first, the beginning of a word is enough', () => {
  expect(found('КАМЕР')).toEqual(['camera', 'login', 'light']);
});
test('all words must be there, in any order', () => {
  expect(found('лицо камера')).toEqual(['light']);
});
test('е and ё are one letter', () => {
  expect(found('еще')).toEqual(['camera']);
});
test('no question gives all, nonsense gives none', () => {
  expect(found('  ')).toHaveLength(3);
  expect(found('xyz')).toEqual([]);
});
