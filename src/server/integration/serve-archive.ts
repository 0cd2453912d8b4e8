import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { findCaller } from '../auth/callers.ts';
import { setConsoleCookie } from '../auth/cookies.ts';
import type { LoginData } from '../auth/finish.ts';
import { issueToken, tokenTtlMs } from '../auth/tokens.ts';
import type { Services } from '../context.ts';
import { html } from '../html/html.ts';
import { sendPage } from '../html/page.ts';
import { languageOf } from '../language.ts';
import { findIntegration, type IntegrationRow, openSecrets } from './integrations.ts';
import type { LmsLimits } from './lms-limits.ts';
import { rememberLmsPerson } from './launch-people.ts';
import { readHttpUrl, readText } from './read-claim.ts';
import { sendBadStart } from './start-pages.ts';
import { accountOf } from './start-claims.ts';
import { integrationTexts } from './texts.ts';
import { verifyToken } from './verify-token.ts';

/**
 * Claims that only a `start` has. Such a token goes through the student's own browser: taken here, it would make the
 * student a proctor.
 */
const STARTS_ALONE = ['sessionUrl', 'examId', 'proctoring', 'startDate', 'rules'];

/** `GET/POST …/archive/{sessionId}/`: the LMS leads a member of its staff to one recording, signed in by its word to read it. */
export function serveArchive(app: FastifyInstance, services: Services, limits: LmsLimits): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/integration/simple/:name/archive/:sessionId/',
    async handler(request, reply) {
      const { name, sessionId } = request.params as { name: string; sessionId: string };
      const given = Object(request.method === 'POST' ? request.body : request.query) as { token?: unknown };
      const visit = { request, reply, language: languageOf(request) };
      const integration = await findIntegration(services.db, name);
      if (!integration?.enabled || !integration.archiveLogin) {
        await limits.refused(request);
        return sendBadStart(visit, 404);
      }
      const claims = await readArchive(services, integration, given.token, sessionId).catch(
        (error: unknown) => {
          if (!(error instanceof ExamusError)) throw error;
          request.log.info({ integration: name, reason: error.message }, 'an archive link was refused');
          return null;
        },
      );
      if (!claims) {
        await limits.refused(request);
        return sendBadStart(visit, 403);
      }
      await limits.shown(request, `archive ${integration.id} ${sessionId}`);
      const launch = await services.db
        .selectFrom('launches')
        .select('sessionId')
        .where('integrationId', '=', integration.id)
        .where('lmsSessionId', '=', sessionId)
        .executeTakeFirst();
      if (!launch) return sendBadStart(visit, 404);
      // In a frame of another site no cookie of ours would be kept: there the page asks to be opened by itself.
      if (request.headers['sec-fetch-dest'] === 'iframe')
        return sendOpenOutside(request, reply, String(given.token));
      if (!(await isSignedIn(services, request, integration))) {
        await signIn(services, reply, integration, claims, launch.sessionId);
      }
      return reply.header('cache-control', 'no-store').redirect(`/console/sessions/${launch.sessionId}`, 303);
    },
  });
}

interface ArchiveClaims {
  accountName: string;
  userId: string;
  name: string;
  /** Where the LMS wants them afterwards; only its own word leads away from here. */
  returnUrl: string | null;
}

async function readArchive(
  { seal, now }: Services,
  integration: IntegrationRow,
  token: unknown,
  sessionId: string,
): Promise<ArchiveClaims> {
  const claims = await verifyToken(token, openSecrets(seal, integration, now()), now());
  if (STARTS_ALONE.some((claim) => claim in claims)) {
    throw new ExamusError('forbidden', 'this token is one of a start');
  }
  const userId = readText(claims['userId'], 255);
  if (!userId || readText(claims['sessionId'], 1000) !== sessionId) {
    throw new ExamusError('bad_request', 'userId is missing, or the session is another one');
  }
  const names = ['lastName', 'firstName', 'thirdName'].map((part) => readText(claims[part], 255));
  const name = names.filter(Boolean).join(' ').slice(0, 200).toWellFormed() || userId;
  return { accountName: accountOf(claims).accountName, userId, name, returnUrl: returnUrlOf(claims) };
}

/** An address with a name and password in it would show another one than it leads to. */
function returnUrlOf(claims: Record<string, unknown>): string | null {
  const url = readHttpUrl(claims['returnUrl'], 2000);
  if (url === undefined) return null;
  const { username, password, href } = new URL(url);
  return username === '' && password === '' ? href : null;
}

/** Who is already signed in here as staff of that institution may do more than read: they stay who they are. */
async function isSignedIn(
  { db, now }: Services,
  request: FastifyRequest,
  { institutionId }: IntegrationRow,
): Promise<boolean> {
  const caller = await findCaller(db, request, now()).catch(() => null);
  if (caller?.kind !== 'person' || caller.reading) return false;
  return caller.person.institutionId === institutionId && caller.person.role !== 'student';
}

/** As somebody who reads that session and does nothing: the LMS vouches for no more. */
async function signIn(
  { db, now, origin }: Services,
  reply: FastifyReply,
  integration: IntegrationRow,
  { accountName, userId, name, returnUrl }: ArchiveClaims,
  sessionId: SessionId,
): Promise<void> {
  const { id } = await rememberLmsPerson(db, {
    institutionId: integration.institutionId,
    integrationId: integration.id,
    accountName,
    userId,
    name,
    email: null,
    as: 'proctor',
    now: now(),
  });
  const { token } = await issueToken(db, {
    kind: 'login',
    now: now(),
    ttlMs: tokenTtlMs.login,
    personId: id,
    sessionId,
    data: { idToken: null, returnUrl } satisfies LoginData,
  });
  setConsoleCookie(reply, origin(), token, tokenTtlMs.login);
}

function sendOpenOutside(request: FastifyRequest, reply: FastifyReply, token: string): FastifyReply {
  const t = integrationTexts(languageOf(request));
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  // Whoever frames it needs the token first.
  void reply
    .header('content-security-policy', policy.replace(/frame-ancestors [^;]*/, 'frame-ancestors *'))
    .removeHeader('x-frame-options');
  return sendPage(request, reply, {
    title: t('archiveTitle'),
    language: languageOf(request),
    main: html`<h1>${t('archiveTitle')}</h1>
      <form method="post" target="_blank" action="${request.url.split('?', 1)[0] ?? ''}">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">${t('archiveOpen')}</button>
      </form>`,
  });
}
