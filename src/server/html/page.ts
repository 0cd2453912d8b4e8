import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Language, languages } from '../../protocol/views.ts';
import { languageOf } from '../language.ts';
import { texts } from '../texts.ts';
import { type Html, html } from './html.ts';

const languageNames: Record<Language, string> = { ru: 'Русский', kk: 'Қазақша', en: 'English' };

export interface Page {
  title: string;
  main: Html;
  head?: Html;
  status?: number;
  /** Fixed by what led here; otherwise what the address or the browser asks for, and links to the others. */
  language?: Language;
}

/** Answers with a whole page in the caller's language. Only scripts of our own files run on it. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page): FastifyReply {
  const language = page.language ?? languageOf(request);
  return reply
    .code(page.status ?? 200)
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .type('text/html; charset=utf-8')
    .send(layout(request, language, page).text);
}

const layout = (request: FastifyRequest, language: Language, page: Page): Html =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <link rel="stylesheet" href="/assets/tokens.css" />
        <link rel="stylesheet" href="/assets/pages.css" />
        <link rel="icon" href="/assets/icon-48.png" />
        ${page.head ?? null}
      </head>
      <body>
        <header>
          <img src="/assets/icon-48.png" width="32" height="32" alt="" />
          <strong>Examus</strong>
          ${
            page.language === undefined
              ? html`<nav aria-label="${texts(language)('language')}">
                  ${languages.map((other) => languageLink(request, other, language))}
                </nav>`
              : null
          }
        </header>
        <main>${page.main}</main>
      </body>
    </html> `;

function languageLink(request: FastifyRequest, other: Language, current: Language): Html {
  if (other === current)
    return html`<span lang="${other}" aria-current="true">${languageNames[other]}</span> `;
  const [path = '/', query = ''] = request.url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('lang', other);
  return html`<a lang="${other}" hreflang="${other}" href="${`${path}?${parameters.toString()}`}"
    >${languageNames[other]}</a
  > `;
}
