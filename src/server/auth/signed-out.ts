import type { FastifyInstance } from 'fastify';
import type { Services } from '../context.ts';
import { languageOf } from '../language.ts';
import { html } from '../html/html.ts';
import { sendPage } from '../html/page.ts';
import { texts } from '../texts.ts';
import { extensionRedirectOrigin } from './redirects.ts';

/**
 * `GET /auth/signed-out`: where an institution leads back to after it ended its login. `state` names the extension that
 * asked, whose window then closes by itself.
 */
export function serveSignedOut(app: FastifyInstance, services: Services): void {
  app.get('/auth/signed-out', async (request, reply) => {
    const { state } = Object(request.query) as { state?: unknown };
    const id = services.config.extensionIds.find((known) => known === state);
    if (id !== undefined) return reply.redirect(`${extensionRedirectOrigin(id)}/signed-out`, 303);
    const t = texts(languageOf(request));
    return sendPage(request, reply, {
      title: t('signedOutTitle'),
      main: html`<h1>${t('signedOutTitle')}</h1>
        <p>${t('signedOut')}</p>
        <p><a href="/console/">${t('landingProctors')}</a></p>`,
    });
  });
}
