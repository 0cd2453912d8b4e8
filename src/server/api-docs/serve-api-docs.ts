import type { FastifyInstance } from 'fastify';
import type { GenericSchema } from 'valibot';
import { type Html, html } from '../html/html.ts';
import { sendPage } from '../html/page.ts';
import { languageOf } from '../language.ts';
import { texts } from '../texts.ts';
import type { Services } from '../context.ts';
import { openApi, type Operation, operations, schemaOf } from './open-api.ts';

/** `/api/openapi.json` for programs, `/api/docs` for people: a plain page without a script. */
export function serveApiDocs(app: FastifyInstance, { origin }: Pick<Services, 'origin'>): void {
  app.get('/api/openapi.json', () => openApi(origin()));
  app.get('/api/docs', (request, reply) => {
    const t = texts(languageOf(request));
    return sendPage(request, reply, {
      title: t('docsTitle'),
      main: html`<h1>${t('docsTitle')}</h1>
        <p>${t('docsLead')} <a href="/api/openapi.json">openapi.json</a></p>
        <pre><code>${`curl -H 'Authorization: Bearer exk_…' ${origin()}/api/v1/admin/exams`}</code></pre>
        ${(['admin', 'proctor', 'signed-in', 'public'] as const).map(
          (access) =>
            html`<h2>${access}</h2>
              ${operations()
                .filter(({ route }) => route.access === access)
                .map(operationOf)}`,
        )}`,
    });
  });
}

const operationOf = ({ name, route, summary }: Operation): Html =>
  html`<details id="${name}">
    <summary><code>${route.method} ${route.path}</code><br />${summary}</summary>
    ${partOf('query', route.query, 'input')} ${partOf('body', route.body, 'input')}
    ${partOf('reply', route.reply, 'output')}
  </details>`;

function partOf(
  title: string,
  schema: GenericSchema | 'bytes' | undefined,
  typeMode: 'input' | 'output',
): Html | null {
  if (schema === undefined) return null;
  const text = schema === 'bytes' ? 'bytes' : JSON.stringify(schemaOf(schema, typeMode), null, 2);
  return html`<h3>${title}</h3>
    <pre tabindex="0" role="region" aria-label="${title}"><code>${text}</code></pre>`;
}
