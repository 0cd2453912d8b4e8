import formBody from '@fastify/formbody';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { serveSinglePage } from './single-page.ts';
import { pageUrl, reviewUrl, summaryUrl } from './addresses.ts';
import { type Attempt, AttemptBook } from './attempts.ts';
import { field } from './field.ts';
import { attemptPage, redirectPage, reviewPage, summaryPage, viewPage } from './pages.ts';
import { ExamusPlugin, type PluginSettings } from './plugin/examus-plugin.ts';
import { servePlugin } from './plugin/serve-plugin.ts';
import { serveFramed } from './framed.ts';
import { type Quiz, quizzes } from './quizzes.ts';
import { visitorOf } from './visitor.ts';

export interface DemoLms {
  /** `http://localhost:PORT`: another origin than the exam server, which is 127.0.0.1. */
  origin: string;
  quizUrl: (cmid: number, student?: string) => string;
  /** A site of one page: `course` is no exam page, the quiz is come to without a load. */
  singlePage: { course: string; pattern: string };
  /** A page with the quiz in a frame of another origin. */
  framed: { url: string; pattern: string; framePattern: string };
  /** Match pattern of all quiz pages. */
  pattern: string;
  /** Null where nothing of Examus is installed. */
  plugin: ExamusPlugin | null;
  attempts: () => Attempt[];
  close: () => Promise<void>;
}

export interface DemoLmsOptions {
  port?: number;
  plugin?: PluginSettings;
}

const files = {
  '/theme/lms.css': ['lms.css', 'text/css'],
  '/theme/favicon.svg': ['favicon.svg', 'image/svg+xml'],
  '/lib/send-form.js': ['send-form.js', 'text/javascript'],
  '/lib/lms.js': ['lms.js', 'text/javascript'],
  '/lib/wait-for-proctoring.js': ['wait-for-proctoring.js', 'text/javascript'],
  '/theme/single-page.css': ['single-page.css', 'text/css'],
  '/lib/single-page.js': ['single-page.js', 'text/javascript'],
} as const;

/**
 * A quiz as Moodle would serve it, with nothing of Examus installed unless the plugin is set up: no sign-in, state in
 * memory, one full page load for every question. Stricter headers than Moodle's own: what an institution could set at
 * worst.
 */
export async function startDemoLms(options: DemoLmsOptions = {}): Promise<DemoLms> {
  const { port = 0 } = options;
  let origin = '';
  const plugin = options.plugin ? new ExamusPlugin(options.plugin, () => origin) : null;
  const book = new AttemptBook();
  const app = fastify();
  await app.register(formBody);

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'permissions-policy': 'camera=(), microphone=()',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        `form-action 'self' ${options.plugin?.examusOrigin ?? ''}; frame-ancestors 'self'; base-uri 'none'`,
      'x-frame-options': 'sameorigin',
      'cache-control': 'no-store, no-cache, must-revalidate, no-transform',
    });
  });

  for (const [path, [file, type]] of Object.entries(files)) {
    app.get(path, async (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).send(await readFile(resolve(import.meta.dirname, 'static', file))),
    );
  }

  if (plugin) servePlugin(app, plugin);
  serveSinglePage(app);
  serveFramed(app);
  app.get('/', async (_request, reply) => reply.redirect('/mod/quiz/view.php?id=1', 303));
  app.get('/mod/quiz/view.php', async (request, reply) => {
    const quiz = quizOf(field(request.query, 'id'));
    const { student } = visitorOf(request, reply);
    if (!quiz) return notFound(reply);
    return page(
      reply,
      viewPage(quiz, student, book.open(quiz.cmid, student), book.finished(quiz.cmid, student)),
    );
  });
  app.post('/mod/quiz/startattempt.php', async (request, reply) => {
    const quiz = quizOf(field(request.body, 'cmid'));
    if (!quiz) return notFound(reply);
    const visitor = visitorOf(request, reply);
    // In place of the attempt, whatever else the quiz would ask.
    const away = await plugin?.sendAway(quiz, visitor);
    if (away) return page(reply, redirectPage(away));
    const password = quiz.preflight?.password;
    if (password !== undefined && field(request.body, 'quizpassword') !== password) {
      return reply.redirect(`/mod/quiz/view.php?id=${quiz.cmid}&refused=1`, 303);
    }
    const attempt = book.start(quiz.cmid, visitor.student);
    plugin?.attemptStarted(quiz, visitor);
    return reply.redirect(pageUrl(attempt, 0), 303);
  });

  const showAttempt = async (request: FastifyRequest, reply: FastifyReply) => {
    const source = request.method === 'POST' ? request.body : request.query;
    const found = attemptOf(request, reply, field(source, 'attempt'));
    if (!found) return notFound(reply);
    const { attempt, quiz } = found;
    if (attempt.finishedAt !== null) return reply.redirect(reviewUrl(attempt), 303);
    const number = Math.min(Math.max(0, Number(field(source, 'page')) || 0), quiz.questions.length - 1);
    const sendBack = (await plugin?.sendBack(quiz, attempt, number)) ?? null;
    return page(reply, attemptPage(quiz, attempt, number, sendBack));
  };
  app.get('/mod/quiz/attempt.php', showAttempt);
  // «Вернуться к попытке»: Moodle answers this POST with a page whose address has no query.
  app.post('/mod/quiz/attempt.php', showAttempt);

  app.post('/mod/quiz/processattempt.php', async (request, reply) => {
    const found = attemptOf(request, reply, field(request.body, 'attempt'));
    if (!found) return notFound(reply);
    const { attempt, visitor } = found;
    for (const slot of field(request.body, 'slots').split(',').filter(Boolean)) {
      const answer = field(request.body, `q${attempt.id}:${slot}_answer`);
      if (answer !== '') book.save(attempt, Number(slot), answer);
    }
    const timeUp = field(request.body, 'timeup') === '1';
    if (timeUp || field(request.body, 'finishattempt') === '1') {
      book.finish(attempt, timeUp ? 'timer' : 'student');
      await plugin?.attemptSubmitted(attempt, visitor);
      return reply.redirect(reviewUrl(attempt), 303);
    }
    const next =
      field(request.body, 'previous') === ''
        ? Number(field(request.body, 'nextpage'))
        : Number(field(request.body, 'thispage')) - 1;
    return reply.redirect(next < 0 ? summaryUrl(attempt) : pageUrl(attempt, next), 303);
  });
  app.get('/mod/quiz/summary.php', async (request, reply) => {
    const found = attemptOf(request, reply, field(request.query, 'attempt'));
    return found ? page(reply, summaryPage(found.quiz, found.attempt)) : notFound(reply);
  });
  app.get('/mod/quiz/review.php', async (request, reply) => {
    const found = attemptOf(request, reply, field(request.query, 'attempt'));
    return found ? page(reply, reviewPage(found.quiz, found.attempt)) : notFound(reply);
  });

  function attemptOf(request: FastifyRequest, reply: FastifyReply, id: string) {
    const attempt = book.find(Number(id));
    const quiz = attempt && quizOf(String(attempt.cmid));
    const visitor = visitorOf(request, reply);
    return attempt && quiz && attempt.student === visitor.student ? { attempt, quiz, visitor } : undefined;
  }

  const address = new URL(await app.listen({ port, host: '127.0.0.1' }));
  origin = `http://localhost:${address.port}`;
  return {
    origin,
    quizUrl: (cmid, student) =>
      `${origin}/mod/quiz/view.php?id=${cmid}${student ? `&student=${encodeURIComponent(student)}` : ''}`,
    pattern: `${origin}/mod/quiz/*`,
    singlePage: { course: `${origin}/app/course`, pattern: `${origin}/app/quiz/*` },
    framed: {
      url: `${origin}/framed/quiz?frame=${encodeURIComponent(`http://127.0.0.1:${address.port}/embedded/quiz`)}`,
      pattern: `${origin}/framed/*`,
      framePattern: `http://127.0.0.1:${address.port}/embedded/*`,
    },
    plugin,
    attempts: () => book.all(),
    close: () => app.close(),
  };
}

const quizOf = (cmid: string): Quiz | undefined => quizzes.find((quiz) => quiz.cmid === Number(cmid));
const page = (reply: FastifyReply, text: string) => reply.type('text/html; charset=utf-8').send(text);
const notFound = (reply: FastifyReply) =>
  reply.code(404).type('text/plain; charset=utf-8').send('Не найдено');
