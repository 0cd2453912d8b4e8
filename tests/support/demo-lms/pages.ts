import { type Attempt, pointsOf, secondsLeft } from './attempts.ts';
import { framed } from './frame.ts';
import { html, type Html } from '../html.ts';
import { pageUrl } from './addresses.ts';
import type { StartForm } from './plugin/examus-plugin.ts';
import type { Question, Quiz } from './quizzes.ts';

/** The pages of a quiz in the order a student sees them. Ids, names and classes are Moodle's; see moodle 4.5. */

/** As the plugin answers `startattempt.php` (moodle-pages, section 5). */
export const redirectPage = ({ to, token }: StartForm): string =>
  html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <title>Перенаправляем в Examus</title>
        <script src="/lib/send-form.js" defer></script>
      </head>
      <body>
        <form id="availability_examus2_redirect_form" method="post" action="${to}">
          <input type="hidden" name="token" value="${token}" />
          <button type="submit">Перейти в Examus</button>
        </form>
      </body>
    </html>`.text;

export function viewPage(
  quiz: Quiz,
  student: string,
  open: Attempt | undefined,
  finished: Attempt[],
): string {
  return framed({
    page: 'view',
    title: `АЛГ: ${quiz.name}`,
    quiz,
    student,
    index: courseIndex(quiz),
    block: null,
    content: html` <div class="quizinfo">
        <p>Ограничение по времени: ${Math.ceil(quiz.timeLimitSeconds / 60)} мин.</p>
        <p>Вопросов: ${quiz.questions.length}, по одному на странице.</p>
      </div>
      ${finished.map((attempt) => html`<p class="attemptsummary">Попытка ${attempt.id}: завершена, предварительный результат ${pointsOf(attempt, quiz)} из ${quiz.questions.length}</p>`)}
      <div class="quizattempt">
        <div class="quizstartbuttondiv">
          <form method="post" action="/mod/quiz/startattempt.php">
            <input type="hidden" name="cmid" value="${quiz.cmid}" /><input
              type="hidden"
              name="sesskey"
              value="demo"
            />
            <button type="submit" class="btn btn-primary">
              ${open ? 'Продолжить тестирование' : 'Начать тестирование'}
            </button>
          </form>
          ${quiz.preflight && preflight(quiz)}
        </div>
      </div>`,
  });
}

/** In the page from the beginning, hidden; the start button shows it instead of sending its own form. */
const preflight = (quiz: Quiz): Html =>
  html`<div class="moodle-dialogue-base" hidden>
    <div class="moodle-dialogue-lightbox"></div>
    <div class="moodle-dialogue" role="dialog" aria-modal="true" aria-label="Начать попытку">
      <form id="mod_quiz_preflight_form" method="post" action="/mod/quiz/startattempt.php" class="mform">
        <input type="hidden" name="cmid" value="${quiz.cmid}" />
        <input type="hidden" name="sesskey" value="demo" />
        <input type="hidden" name="_qf__mod_quiz_form_preflight_check_form" value="1" />
        <p>Время на попытку ограничено: ${Math.ceil(quiz.timeLimitSeconds / 60)} мин.</p>
        ${
          quiz.preflight?.password !== undefined &&
          html`<label for="id_quizpassword">Пароль к тесту</label>
            <input type="password" name="quizpassword" id="id_quizpassword" autocomplete="off" />`
        }
        <input
          type="submit"
          id="id_submitbutton"
          name="submitbutton"
          value="Начать попытку"
          class="btn btn-primary"
        />
        <input type="submit" id="id_cancel" name="cancel" value="Отмена" class="btn btn-secondary" />
      </form>
    </div>
  </div>`;

export function attemptPage(quiz: Quiz, attempt: Attempt, page: number, sendBack: StartForm | null): string {
  const slot = page + 1;
  const last = slot === quiz.questions.length;
  const question = quiz.questions[page]!;
  return framed({
    page: 'attempt',
    title: `${quiz.name} (страница ${slot} из ${quiz.questions.length})`,
    quiz,
    student: attempt.student,
    index: courseIndex(quiz, attempt, page),
    block: navigationBlock(quiz, attempt, page),
    content: html` ${timer(quiz, attempt)} ${(quiz.hasFader || sendBack) && fader(quiz, sendBack)}
      <form id="responseform" action="/mod/quiz/processattempt.php?cmid=${quiz.cmid}" method="post">
        <div
          class="que ${question.kind} deferredfeedback ${attempt.answers[slot] ? 'answersaved' : 'notyetanswered'}"
          id="question-${attempt.id}-${slot}"
        >
          <div class="info">
            <h3 class="no">Вопрос <span class="qno">${slot}</span></h3>
            <div class="state">${attempt.answers[slot] ? 'Ответ сохранён' : 'Пока нет ответа'}</div>
          </div>
          <div class="content">
            <div class="formulation">
              <div class="qtext" id="qtext-${slot}"><p>${question.text}</p></div>
              <div class="ablock">
                ${answerFields(question, `q${attempt.id}:${slot}_answer`, slot, attempt.answers[slot], quiz.hasEditor)}
              </div>
            </div>
          </div>
        </div>
        <div class="submitbtns">
          ${page > 0 && html`<input type="submit" id="mod_quiz-prev-nav" name="previous" value="Предыдущая страница" class="btn btn-secondary" />`}
          <input
            type="submit"
            id="mod_quiz-next-nav"
            name="next"
            value="${last ? 'Закончить попытку' : 'Следующая страница'}"
            class="btn btn-primary"
          />
        </div>
        <input type="hidden" name="attempt" value="${attempt.id}" />
        <input type="hidden" name="thispage" value="${page}" />
        <input type="hidden" name="nextpage" value="${last ? -1 : page + 1}" />
        <input type="hidden" name="timeup" value="0" />
        <input type="hidden" name="sesskey" value="demo" />
        <input type="hidden" name="slots" value="${slot}" />
      </form>`,
  });
}

export function summaryPage(quiz: Quiz, attempt: Attempt): string {
  return framed({
    page: 'summary',
    title: `${quiz.name}: обзор попытки`,
    quiz,
    student: attempt.student,
    index: courseIndex(quiz, attempt),
    block: navigationBlock(quiz, attempt, null),
    content: html` ${timer(quiz, attempt)}
      <h2>Обзор попытки</h2>
      <table class="generaltable quizsummaryofattempt">
        <thead>
          <tr>
            <th>Вопрос</th>
            <th>Состояние</th>
          </tr>
        </thead>
        <tbody>
          ${quiz.questions.map(
            (_, index) =>
              html`<tr>
                <td>${index + 1}</td>
                <td>${attempt.answers[index + 1] ? 'Ответ сохранён' : 'Пока нет ответа'}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <form method="post" action="/mod/quiz/attempt.php" class="controls">
        <input type="hidden" name="attempt" value="${attempt.id}" /><input
          type="hidden"
          name="cmid"
          value="${quiz.cmid}"
        />
        <button type="submit" class="btn btn-secondary">Вернуться к попытке</button>
      </form>
      <form id="frm-finishattempt" method="post" action="/mod/quiz/processattempt.php" class="controls">
        <input type="hidden" name="attempt" value="${attempt.id}" />
        <input type="hidden" name="finishattempt" value="1" />
        <input type="hidden" name="timeup" value="0" />
        <input type="hidden" name="slots" value="" />
        <input type="hidden" name="cmid" value="${quiz.cmid}" />
        <input type="hidden" name="sesskey" value="demo" />
        <button type="submit" class="btn btn-primary">Отправить всё и завершить тест</button>
      </form>
      <div class="modal-backdrop" hidden></div>
      <div class="modal" role="dialog" aria-modal="true" aria-labelledby="modal-title" hidden>
        <h5 id="modal-title" class="modal-title">Отправить всё и завершить тест?</h5>
        <p>После отправки изменить ответы в этой попытке будет нельзя.</p>
        <div class="modal-footer">
          <button type="button" class="btn btn-secondary" data-action="cancel">Отмена</button>
          <button type="button" class="btn btn-primary" data-action="save">
            Отправить всё и завершить тест
          </button>
        </div>
      </div>`,
  });
}

export function reviewPage(quiz: Quiz, attempt: Attempt): string {
  return framed({
    page: 'review',
    title: `${quiz.name}: просмотр попытки`,
    quiz,
    student: attempt.student,
    index: courseIndex(quiz, attempt),
    block: html`<section id="mod_quiz_navblock" class="block">
      <h5>Навигация по тесту</h5>
      <a class="mod_quiz-next-nav" href="/mod/quiz/view.php?id=${quiz.cmid}">Закончить просмотр</a>
    </section>`,
    content: html` <table class="generaltable quizreviewsummary">
        <tbody>
          <tr>
            <th>Состояние</th>
            <td>Завершена</td>
          </tr>
          <tr>
            <th>Предварительный результат</th>
            <td class="preliminary">${pointsOf(attempt, quiz)} из ${quiz.questions.length}</td>
          </tr>
        </tbody>
      </table>
      <p>Окончательный результат станет известен после проверки экзамена проктором.</p>
      ${quiz.questions.map(
        (question, index) =>
          html`<div class="que ${question.kind}" id="question-${attempt.id}-${index + 1}">
            <div class="qtext"><p>${index + 1}. ${question.text}</p></div>
          </div>`,
      )}`,
  });
}

/** Goes when the page is told that proctoring runs; otherwise the student goes back to proctoring after 15 s. */
const fader = (quiz: Quiz, sendBack: StartForm | null): Html =>
  html`<div id="examus2-fader" data-back="/mod/quiz/view.php?id=${quiz.cmid}&unproctored=1">
    Проверяем, что прокторинг запущен…
    ${
      sendBack &&
      html`<form method="post" action="${sendBack.to}">
        <input type="hidden" name="token" value="${sendBack.token}" />
      </form>`
    }
  </div>`;

function answerFields(
  question: Question,
  name: string,
  slot: number,
  saved: string | undefined,
  hasEditor = false,
): Html {
  if (question.kind === 'essay') {
    if (hasEditor) {
      return html`<textarea name="${name}" id="${name}_id" class="editor" hidden>${saved ?? ''}</textarea>`;
    }
    return html`<textarea name="${name}" rows="8" aria-labelledby="qtext-${slot}">${saved ?? ''}</textarea>`;
  }
  if (!('options' in question)) {
    return html`<input
      type="text"
      name="${name}"
      value="${saved ?? ''}"
      autocomplete="off"
      aria-labelledby="qtext-${slot}"
    />`;
  }
  return html`<fieldset class="answer" aria-labelledby="qtext-${slot}">
    ${question.options.map(
      (option, index) =>
        html`<div>
          <input
            type="radio"
            name="${name}"
            value="${index}"
            id="${name}${index}"
            ${saved === String(index) && html` checked`}
          /><label for="${name}${index}">${option}</label>
        </div>`,
    )}
  </fieldset>`;
}

const timer = (quiz: Quiz, attempt: Attempt): Html =>
  html`<div id="quiz-timer-wrapper" data-seconds-left="${secondsLeft(attempt, quiz)}">
    <div id="quiz-timer" role="timer">Осталось времени: <span id="quiz-time-left"></span></div>
    <button type="button" id="toggle-timer" class="btn btn-link">Скрыть</button>
  </div>`;

/** Question navigation on the left, as in a course index. */
function courseIndex(quiz: Quiz, attempt?: Attempt, current?: number): Html {
  return html`<nav id="courseindex" class="courseindex" aria-label="Указатель курса">
    <h5>Линейная алгебра, 1 курс</h5>
    <ul>
      <li>
        <a href="/mod/quiz/view.php?id=${quiz.cmid}">${quiz.name}</a>
        ${
          attempt &&
          attempt.finishedAt === null &&
          html`<ol class="questions">
            ${quiz.questions.map((_, page) => html`<li><a class="questionlink${page === current && html` thispage`}" data-quiz-page="${page}" href="${pageUrl(attempt, page)}">Вопрос ${page + 1}</a></li>`)}
          </ol>`
        }
      </li>
    </ul>
  </nav>`;
}

/** The block in the fixed right drawer: numbered buttons and the link that ends the attempt. */
function navigationBlock(quiz: Quiz, attempt: Attempt, current: number | null): Html {
  return html`<section id="mod_quiz_navblock" class="block" aria-labelledby="mod_quiz_navblock_title">
    <h5 id="mod_quiz_navblock_title">Навигация по тесту</h5>
    <div class="qn_buttons">
      ${quiz.questions.map(
        (_, page) =>
          html`<a
            class="qnbutton ${attempt.answers[page + 1] ? 'answersaved' : 'notyetanswered'}${page === current && html` thispage`}"
            id="quiznavbutton${page + 1}"
            data-quiz-page="${page}"
            href="${pageUrl(attempt, page)}"
            aria-label="Вопрос ${page + 1}"
            >${page + 1}</a
          >`,
      )}
    </div>
    ${current !== null && html`<div class="othernav"><a class="endtestlink" data-quiz-page="-1" href="/mod/quiz/summary.php?attempt=${attempt.id}&cmid=${attempt.cmid}">Закончить попытку</a></div>`}
  </section>`;
}
