// A little single-page LMS: addresses change by the history API, nothing is ever loaded again.
const root = document.getElementById('root');
const questions = ['2 + 2 = ?', '3 · 3 = ?', '10 − 4 = ?'];
let endsAt = 0;

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const go = (path) => {
  history.pushState(null, '', path);
  draw();
};
const button = (textContent, onclick, className = '') =>
  element('button', { type: 'button', textContent, onclick, className });

function frame(title, ...content) {
  return [
    element(
      'header',
      { className: 'bar' },
      element('a', { href: '/app/course', textContent: 'ТестУни', onclick: leave }),
      button('Профиль', () => {}),
    ),
    element(
      'main',
      { className: 'beside' },
      element('h1', { textContent: title, className: 'title' }),
      ...content,
    ),
  ];
}
const leave = (event) => {
  event.preventDefault();
  go('/app/course');
};

const pages = {
  '/app/course': () =>
    frame(
      'Курс',
      button('К тесту', () => go('/app/quiz/7'), 'to-quiz'),
    ),
  '/app/quiz/7': () =>
    frame(
      'Арифметика',
      button(
        'Начать',
        () => {
          endsAt = Date.now() + 30 * 60_000;
          go('/app/quiz/7/1');
        },
        'begin',
      ),
    ),
  '/app/quiz/7/done': () =>
    frame('Арифметика', element('p', { className: 'result', textContent: 'Ответы приняты' })),
};

function question(number) {
  const last = number === questions.length;
  const clock = element('div', { className: 'clock', role: 'timer' });
  return [
    ...frame(
      'Арифметика',
      element(
        'fieldset',
        { className: 'question' },
        element('legend', { textContent: questions[number - 1] }),
        ...[3, 4, 6, 9].map((answer) =>
          element(
            'label',
            {},
            element('input', { type: 'radio', name: 'answer', value: answer }),
            ` ${answer}`,
          ),
        ),
      ),
      last
        ? button('Сдать', () => go('/app/quiz/7/done'), 'hand-in')
        : button('Дальше', () => go(`/app/quiz/7/${number + 1}`), 'next'),
    ),
    element(
      'nav',
      { className: 'side', ariaLabel: 'Вопросы' },
      clock,
      ...questions.map((_, index) => button(`Вопрос ${index + 1}`, () => go(`/app/quiz/7/${index + 1}`))),
    ),
    button('Помощь', () => {}, 'float'),
  ];
}

function draw() {
  const number = /^\/app\/quiz\/7\/(\d)$/.exec(location.pathname)?.[1];
  const page = pages[location.pathname] ?? pages['/app/course'];
  root.replaceChildren(...(number ? question(Number(number)) : page()));
}

setInterval(() => {
  const left = Math.max(0, Math.round((endsAt - Date.now()) / 1000));
  const clock = root.querySelector('.clock');
  if (clock) clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}, 250);
addEventListener('popstate', draw);
draw();
