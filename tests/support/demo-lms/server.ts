import formBody from '@fastify/formbody';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { serveSinglePage } from './single-page.ts';
import { type Attempt, AttemptBook } from './attempts.ts';
import { attemptPage, pageUrl, redirectPage, reviewPage, summaryPage, viewPage } from './pages.ts';
import { serveFramed } from './framed.ts';
import { type Quiz, quizzes } from './quizzes.ts';

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
  /** The page from which the plugin sends a student to proctoring with a signed form. */
  redirectUrl: (to: string, token: string) => string;
  /** Access codes with which students came back from there. */
  entries: () => string[];
  attempts: () => Attempt[];
  close: () => Promise<void>;
}

/** Own name: cookies ignore ports, so every server of this machine gets them all. */
const COOKIE = 'DemoLmsStudent';
const DEFAULT_STUDENT = 'Айгерим Серикова';
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
 * A quiz as Moodle would serve it, with nothing of Examus installed: no sign-in, state in memory, one full page
 * load for every question. Stricter headers than Moodle's own: what an institution could set at worst.
 */
export async function startDemoLms({ port = 0 }: { port?: number } = {}): Promise<DemoLms> {
  const book = new AttemptBook();
  const entries: string[] = [];
  const app = fastify();
  await app.register(formBody);

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'permissions-policy': 'camera=(), microphone=()',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
      'x-frame-options': 'sameorigin',
      'cache-control': 'no-store, no-cache, must-revalidate, no-transform',
    });
  });

  for (const [path, [file, type]] of Object.entries(files)) {
    app.get(path, async (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).send(await readFile(resolve(import.meta.dirname, 'static', file))),
    );
  }

  // What the plugin does in place of the attempt: a form that sends itself to proctoring.
  app.get('/availability/examus2/redirect', (request, reply) => {
    const to = new URL(field(request.query, 'to'));
    return page(
      reply.header(
        'content-security-policy',
        `default-src 'none'; script-src 'self'; form-action ${to.origin}`,
      ),
      redirectPage(to.href, field(request.query, 'token')),
    );
  });
  // The way back: signs the student in by the key, and leads to the quiz.
  app.get('/availability/condition/examus2/entry.php', async (request, reply) => {
    entries.push(field(request.query, 'examus2_accesscode'));
    return reply.redirect('/mod/quiz/view.php?id=1', 303);
  });
  serveSinglePage(app);
  serveFramed(app);
  app.get('/', async (_request, reply) => reply.redirect('/mod/quiz/view.php?id=1', 303));
  app.get('/mod/quiz/view.php', async (request, reply) => {
    const quiz = quizOf(field(request.query, 'id'));
    const student = studentOf(request, reply);
    if (!quiz) return notFound(reply);
    return page(
      reply,
      viewPage(quiz, student, book.open(quiz.cmid, student), book.finished(quiz.cmid, student)),
    );
  });
  app.post('/mod/quiz/startattempt.php', async (request, reply) => {
    const quiz = quizOf(field(request.body, 'cmid'));
    if (!quiz) return notFound(reply);
    const password = quiz.preflight?.password;
    if (password !== undefined && field(request.body, 'quizpassword') !== password) {
      return reply.redirect(`/mod/quiz/view.php?id=${quiz.cmid}&refused=1`, 303);
    }
    return reply.redirect(pageUrl(book.start(quiz.cmid, studentOf(request, reply)), 0), 303);
  });

  const showAttempt = async (request: FastifyRequest, reply: FastifyReply) => {
    const source = request.method === 'POST' ? request.body : request.query;
    const found = attemptOf(request, reply, field(source, 'attempt'));
    if (!found) return notFound(reply);
    const { attempt, quiz } = found;
    if (attempt.finishedAt !== null) return reply.redirect(reviewUrl(attempt), 303);
    const number = Math.min(Math.max(0, Number(field(source, 'page')) || 0), quiz.questions.length - 1);
    return page(reply, attemptPage(quiz, attempt, number));
  };
  app.get('/mod/quiz/attempt.php', showAttempt);
  // «Вернуться к попытке»: Moodle answers this POST with a page whose address has no query.
  app.post('/mod/quiz/attempt.php', showAttempt);

  app.post('/mod/quiz/processattempt.php', async (request, reply) => {
    const found = attemptOf(request, reply, field(request.body, 'attempt'));
    if (!found) return notFound(reply);
    const { attempt } = found;
    for (const slot of field(request.body, 'slots').split(',').filter(Boolean)) {
      const answer = field(request.body, `q${attempt.id}:${slot}_answer`);
      if (answer !== '') book.save(attempt, Number(slot), answer);
    }
    const timeUp = field(request.body, 'timeup') === '1';
    if (timeUp || field(request.body, 'finishattempt') === '1') {
      book.finish(attempt, timeUp ? 'timer' : 'student');
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
    return attempt && quiz && attempt.student === studentOf(request, reply) ? { attempt, quiz } : undefined;
  }

  const address = new URL(await app.listen({ port, host: '127.0.0.1' }));
  const origin = `http://localhost:${address.port}`;
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
    redirectUrl: (to, token) =>
      `${origin}/availability/examus2/redirect?${new URLSearchParams({ to, token })}`,
    entries: () => [...entries],
    attempts: () => book.all(),
    close: () => app.close(),
  };
}

const quizOf = (cmid: string): Quiz | undefined => quizzes.find((quiz) => quiz.cmid === Number(cmid));
const summaryUrl = (attempt: Attempt) => `/mod/quiz/summary.php?attempt=${attempt.id}&cmid=${attempt.cmid}`;
const reviewUrl = (attempt: Attempt) => `/mod/quiz/review.php?attempt=${attempt.id}&cmid=${attempt.cmid}`;
const page = (reply: FastifyReply, text: string) => reply.type('text/html; charset=utf-8').send(text);
const notFound = (reply: FastifyReply) =>
  reply.code(404).type('text/plain; charset=utf-8').send('Не найдено');

function field(source: unknown, name: string): string {
  const value = (Object(source) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

/** `?student=` says who it is and is remembered; a browser that says nothing is a student of its own. */
function studentOf(request: FastifyRequest, reply: FastifyReply): string {
  const cookie = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1];
  const named = field(request.query, 'student').slice(0, 100);
  const student =
    named || (cookie ? decodeURIComponent(cookie) : `${DEFAULT_STUDENT} ${randomUUID().slice(0, 4)}`);
  reply.header('set-cookie', `${COOKIE}=${encodeURIComponent(student)}; Path=/; HttpOnly; SameSite=Lax`);
  return student;
}
