import type { FastifyInstance } from 'fastify';
import { html } from '../html.ts';

/** A site of one page, as modern LMSs are: every address under `/app/` serves it, and its script draws what belongs there. */
export function serveSinglePage(app: FastifyInstance): void {
  app.get('/app/*', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
}

const page = html`<!doctype html>
  <html lang="ru">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>ТестУни</title>
      <link rel="icon" href="/theme/favicon.svg" />
      <link rel="stylesheet" href="/theme/single-page.css" />
      <script src="/lib/single-page.js" defer></script>
    </head>
    <body>
      <div id="root"></div>
    </body>
  </html>`.text;
