import type { FastifyInstance } from 'fastify';
import type { Services } from '../context.ts';
import { languageOf } from '../language.ts';
import { listInstitutions } from '../store/institutions.ts';
import { texts } from '../texts.ts';
import { html } from './html.ts';
import { sendPage } from './page.ts';

/**
 * `GET /`: what a link `…/?serverOrigin=…` leads to. The extension reads `<meta name="examus-server">` here when the
 * student clicks its icon (a web page cannot open an extension by itself).
 */
export function serveLanding(app: FastifyInstance, services: Services): void {
  app.get('/', async (request, reply) => {
    const t = texts(languageOf(request));
    const institutions = (await listInstitutions(services.db)).filter(({ listed }) => listed);
    return sendPage(request, reply, {
      title: t('title'),
      head: html`<meta name="examus-server" content="${services.origin()}" />`,
      main: html`<h1>${t('title')}</h1>
        <p>${t('landingLead')}</p>
        <h2>${t('landingInstallTitle')}</h2>
        <ol>
          <li>${t('landingInstall')}</li>
          <li>${t('landingPair')}</li>
          <li>${t('landingSignIn')}</li>
        </ol>
        <h2>${t('landingInstitutions')}</h2>
        <ul>
          ${institutions.map(
            ({ name, support }) =>
              html`<li>${name}<br /><span class="quiet">${t('supportLine', { ...support })}</span></li>`,
          )}
        </ul>
        <p><a href="/console/">${t('landingProctors')}</a></p>`,
    });
  });
}
