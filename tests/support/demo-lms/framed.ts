import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, type Html } from '../html.ts';

/**
 * A course page with the quiz in a frame of another origin (the same server by its other name), as LTI tools stand in an
 * LMS. The tool is three plain pages: questions, hand-in, result.
 */
export function serveFramed(app: FastifyInstance): void {
  app.get<{ Querystring: { frame: string } }>('/framed/quiz', (request, reply) => {
    const frame = new URL(request.query.frame);
    return reply
      .header('content-security-policy', `default-src 'self'; frame-src ${frame.origin}`)
      .type('text/html; charset=utf-8')
      .send(around(frame.href));
  });
  const sendTool = (reply: FastifyReply, text: string) =>
    // Another site may frame it, which the LMS's own headers forbid.
    reply
      .removeHeader('x-frame-options')
      .header('content-security-policy', "default-src 'self'")
      .type('text/html; charset=utf-8')
      .send(text);
  app.get('/embedded/quiz', (_request, reply) => sendTool(reply, questions));
  app.post('/embedded/result', (_request, reply) => sendTool(reply, result));
}

const page = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="/theme/favicon.svg" />
        <link rel="stylesheet" href="/theme/single-page.css" />
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;

const around = (frame: string): string =>
  page(
    'Курс',
    html`<header class="bar"><a href="/framed/quiz">ТестУни</a><button type="button">Профиль</button></header>
      <main class="beside">
        <h1>Линейная алгебра: внешний тест</h1>
        <iframe id="tool" title="Тест" src="${frame}"></iframe>
      </main>
      <nav class="side" aria-label="Курс">
        <a href="#1">Лекция 1</a>
        <a href="#2">Лекция 2</a>
        <button type="button">Свернуть</button>
      </nav>
      <script src="/lib/wait-for-proctoring.js"></script>`,
  );

const questions = page(
  'Тест',
  html`<h1 class="tool-title">Внешний тест</h1>
    <div class="clock" role="timer">30:00</div>
    <form method="post" action="/embedded/result">
      <p>Чему равен определитель единичной матрицы?</p>
      <label><input type="radio" name="answer" value="0" /> 0</label>
      <label><input type="radio" name="answer" value="1" /> 1</label>
      <p>
        <label>Почему? <textarea name="why" rows="2"></textarea></label>
      </p>
      <button type="submit" class="hand-in">Сдать</button>
    </form>`,
);

const result = page('Результат', html`<h1 class="tool-result">Ответы приняты</h1>`);
