/** The quizzes of the demo LMS. `cmid` is Moodle's id of an activity in a course. */
export interface Choice {
  kind: 'multichoice' | 'truefalse';
  text: string;
  options: string[];
  right: number;
}
export interface Written {
  kind: 'shortanswer' | 'essay';
  text: string;
  /** Accepted answers, lower case; an essay is marked by hand. */
  right: string[];
}
export type Question = Choice | Written;

export interface Quiz {
  cmid: number;
  name: string;
  timeLimitSeconds: number;
  questions: Question[];
  /** Asked before the start, in a dialog as Moodle does for quizzes with a time limit; with `password` it asks for that. */
  preflight?: { password?: string };
  /** What the plugin asks of proctoring, in its own words; where it is set up, the quiz is restricted by it. */
  condition?: Record<string, string | boolean>;
  /** Default: as many as wanted. */
  attemptsAllowed?: number;
  /** The plugin's cover over the questions until the page hears that proctoring runs. */
  hasFader?: boolean;
  /** Essays are written in an editor's frame. */
  hasEditor?: boolean;
}

const algebra: Question[] = [
  {
    kind: 'multichoice',
    text: 'Чему равен определитель единичной матрицы третьего порядка?',
    options: ['0', '1', '3', '9'],
    right: 1,
  },
  {
    kind: 'truefalse',
    text: 'Любые два ненулевых вектора на плоскости линейно независимы.',
    options: ['Верно', 'Неверно'],
    right: 1,
  },
  {
    kind: 'shortanswer',
    text: 'Вычислите след матрицы с диагональю 2, 5, −3. Запишите число.',
    right: ['4'],
  },
  {
    kind: 'multichoice',
    text: 'Сколько решений имеет система, если ранг матрицы меньше ранга расширенной матрицы?',
    options: ['Ни одного', 'Ровно одно', 'Ровно два', 'Бесконечно много'],
    right: 0,
  },
  {
    kind: 'essay',
    text: 'Объясните своими словами, что такое собственный вектор, и приведите пример.',
    right: [],
  },
];

export const quizzes: Quiz[] = [
  { cmid: 1, name: 'Линейная алгебра: итоговый экзамен', timeLimitSeconds: 1800, questions: algebra },
  { cmid: 2, name: 'Линейная алгебра: рубежный контроль', timeLimitSeconds: 1200, questions: algebra },
  { cmid: 3, name: 'Пробный тест на две минуты', timeLimitSeconds: 120, questions: algebra },
  { cmid: 4, name: 'Тест на двадцать секунд', timeLimitSeconds: 20, questions: algebra },
  {
    cmid: 5,
    name: 'Линейная алгебра: закрытый тест',
    timeLimitSeconds: 1800,
    questions: [algebra[4]!, ...algebra.slice(0, 4)],
    preflight: { password: 'Сезам-2026' },
    hasFader: true,
    hasEditor: true,
  },
  {
    cmid: 6,
    name: 'Линейная алгебра: тест с прокторингом',
    timeLimitSeconds: 1800,
    questions: algebra.slice(0, 3),
    condition: { proctoring: 'offline', identification: 'skip', duration: '30' },
    attemptsAllowed: 1,
  },
];

/** One for a right answer; an essay gets its point for being written, until a teacher reads it. */
export function pointsFor(question: Question, answer: string | undefined): number {
  if (answer === undefined || answer.trim() === '') return 0;
  switch (question.kind) {
    case 'multichoice':
    case 'truefalse':
      return Number(answer) === question.right ? 1 : 0;
    case 'shortanswer':
      return question.right.includes(answer.trim().toLowerCase()) ? 1 : 0;
    case 'essay':
      return 1;
  }
}
