import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ExamusError } from '../../protocol/errors.ts';
import type { Language } from '../../protocol/views.ts';
import { readLanguage } from '../../shared/i18n.ts';
import type { Services } from '../context.ts';
import { html } from '../html/html.ts';
import { sendPage } from '../html/page.ts';
import { languageOf } from '../language.ts';
import { getInstitution, logoUrl } from '../store/institutions.ts';
import { answerSession } from './answer-session.ts';
import { noteFact } from './facts.ts';
import { letBeFramedBy } from './frame.ts';
import { findIntegration, type IntegrationRow, openSecrets } from './integrations.ts';
import { launchSession } from './launch-session.ts';
import type { LmsLimits } from './lms-limits.ts';
import { lmsSideOf } from './lms-side.ts';
import { readStartClaims, type StartClaims } from './start-claims.ts';
import { type ExamFacts, sendBadStart, type Visit } from './start-pages.ts';
import { integrationTexts } from './texts.ts';
import { verifyToken } from './verify-token.ts';

/** `POST /integration/simple/{name}/start/`: a student's browser comes from the LMS, with a form of one field. */
export function serveStart(app: FastifyInstance, services: Services, limits: LmsLimits): void {
  app.post('/integration/simple/:name/start/', async (request, reply) => {
    const { name } = request.params as { name: string };
    const { token } = Object(request.body) as { token?: unknown };
    const integration = await findIntegration(services.db, name);
    if (!integration?.enabled) {
      await limits.refused(request);
      return sendBadStart({ request, reply, language: languageOf(request) }, 404);
    }
    const claims = await readStart(services, integration, token).catch((error: unknown) => {
      if (!(error instanceof ExamusError)) throw error;
      noteFact(services, integration, 'lastStart', { ok: false, detail: error.message });
      request.log.info({ integration: name, reason: error.message }, 'a start was refused');
      return null;
    });
    if (!claims) {
      await limits.refused(request);
      return sendBadStart({ request, reply, language: languageOf(request) }, 403);
    }
    await limits.shown(request, `start ${integration.id} ${claims.sessionId}`);
    const visit: Visit = { request, reply, language: languageFor(claims, request) };
    return answerStart(services, integration, claims, visit);
  });

  // Somebody reloads the address alone.
  app.get('/integration/simple/:name/start/', async (request, reply) => {
    const t = integrationTexts(languageOf(request));
    return sendPage(request, reply, {
      title: t('badStartTitle'),
      main: html`<h1>${t('badStartTitle')}</h1>
        <p>${t('openInLms')}</p>`,
    });
  });
}

/** Rejects with what is wrong, in words for an administrator. */
async function readStart(
  { seal, now }: Services,
  integration: IntegrationRow,
  token: unknown,
): Promise<StartClaims> {
  const claims = readStartClaims(await verifyToken(token, openSecrets(seal, integration, now()), now()));
  if (!claims) throw new ExamusError('bad_request', 'sessionId, sessionUrl, examId or userId is missing');
  const { accountNames } = integration;
  if (accountNames.length > 0 && !accountNames.includes(claims.accountName)) {
    throw new ExamusError('forbidden', `the account name ${claims.accountName.slice(0, 50)} is not listed`);
  }
  return claims;
}

async function answerStart(
  services: Services,
  integration: IntegrationRow,
  claims: StartClaims,
  visit: Visit,
) {
  const { reply, request } = visit;
  let launched;
  try {
    launched = await launchSession(services, integration, claims);
  } catch (error) {
    if (!(error instanceof ExamusError)) throw error;
    noteFact(services, integration, 'lastStart', { ok: false, detail: error.message });
    return sendBadStart(visit, error.status);
  }
  noteFact(services, integration, 'lastStart', { ok: true, detail: lmsSideOf(claims.sessionUrl, '').origin });
  const { session } = launched;
  request.log.info({ integration: integration.name, sessionId: session.id }, 'started by the LMS');
  letBeFramedBy(reply, lmsSideOf(claims.sessionUrl, '').origin);

  const exam = await factsOf(services, integration, claims);
  const wish = { integrationName: integration.name, timeZone: null, problem: null };
  return answerSession(services, visit, session, exam, wish);
}

const factsOf = async (
  { db }: Services,
  { institutionId }: IntegrationRow,
  { examName, courseName }: StartClaims,
): Promise<ExamFacts> => {
  const institution = await getInstitution(db, institutionId);
  const { name, support } = institution;
  return { examName, courseName, institutionName: name, logoUrl: logoUrl(institution), support };
};

/** What the student reads in the LMS, where we have it; English for the others, as there is no better guess. */
function languageFor({ language }: StartClaims, request: FastifyRequest): Language {
  return readLanguage(language) ?? languageOf(request);
}
