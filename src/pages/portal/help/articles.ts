/** The guide's questions and answers, in its order. Texts are `help_<id>_title` and `help_<id>_body`. */
export const articleIds = [
  'login',
  'reset',
  'check',
  'camera',
  'busy',
  'windows',
  'lenovo',
  'screen',
  'light',
  'network',
  'chrome',
  'popups',
  'frozen',
  'return',
  'chat',
  'finish',
  'result',
  'data',
  'privacy',
] as const;
export type ArticleId = (typeof articleIds)[number];

export interface Article {
  id: ArticleId;
  title: string;
  body: string;
}

/** Articles in which every word of the question begins some word; with a hit in the title first. */
export function searchArticles(articles: readonly Article[], question: string): Article[] {
  const words = wordsOf(question);
  const contains = (text: string) => {
    const there = wordsOf(text);
    return words.every((word) => there.some((other) => other.startsWith(word)));
  };
  const inTitle = articles.filter(({ title }) => contains(title));
  const elsewhere = articles.filter((one) => !inTitle.includes(one) && contains(`${one.title} ${one.body}`));
  return [...inTitle, ...elsewhere];
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
