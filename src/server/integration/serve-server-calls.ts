import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ExamusError } from '../../protocol/errors.ts';
import type { Services } from '../context.ts';
import type { IntegrationBook } from './book.ts';
import { settingsOf } from './claims-to-settings.ts';
import { noteFact } from './facts.ts';
import type { FinishDesk } from './finish/finish-desk.ts';
import { type IntegrationRow, openSecrets } from './integrations.ts';
import type { LmsLimits } from './lms-limits.ts';
import { putLaunchedExam } from './launch-exam.ts';
import { readHttpUrl, readObject, readText } from './read-claim.ts';
import { accountOf, examNamesOf } from './start-claims.ts';
import { sessionStatus } from './session-status.ts';
import { verifyServer } from './verify-token.ts';

const BASE = '/api/v2/integration/simple/:name';
/** For an integration or a secret that memory does not know yet. */
const RENEW_WITHIN_MS = 30;

/** What an LMS's server calls by itself (`Authorization: JWT`), facts 1.3 and 1.4. */
export function serveServerCalls(
  app: FastifyInstance,
  services: Services,
  { book, desk, limits }: { book: IntegrationBook; desk: FinishDesk; limits: LmsLimits },
): void {
  const { seal, now, db, origin } = services;
  const partOf = (request: FastifyRequest, name: string): string =>
    (request.params as Record<string, string>)[name] ?? '';

  /** Rejects with `not_found`, `not_signed_in`, `wrong_credentials`, `token_expired`. */
  async function callerOf(request: FastifyRequest): Promise<IntegrationRow> {
    const name = partOf(request, 'name');
    const verify = async (row: IntegrationRow | undefined): Promise<IntegrationRow> => {
      if (!row?.enabled) throw new ExamusError('not_found', 'no such integration');
      await verifyServer(request.headers.authorization, openSecrets(seal, row, now()), now());
      return row;
    };
    const known = await verify(book.find(name))
      // Made, or given a new secret, a moment ago.
      .catch(async () => verify(await book.renew(name, RENEW_WITHIN_MS)))
      .catch(async (error: unknown) => {
        await limits.refused(request);
        throw error;
      });
    await limits.shown(request, `${known.id} ${partOf(request, 'sessionId')}`);
    return known;
  }

  app.post(`${BASE}/sessions/:sessionId/finish/`, async (request, reply) => {
    const integration = await callerOf(request).catch((error: unknown) => {
      const known = book.find(partOf(request, 'name'));
      if (known) noteFact(services, known, 'lastFinish', { ok: false, detail: messageOf(error) });
      throw error;
    });
    const finishUrl = readHttpUrl(readObject(request.body)['sessionFinishUrl'], 4000) ?? null;
    const lmsSessionId = partOf(request, 'sessionId');
    const outcome = await desk.take({ integrationId: integration.id, lmsSessionId, finishUrl, at: now() });
    const ok = outcome !== 'unknown';
    noteFact(services, integration, 'lastFinish', { ok, detail: outcome ?? 'applied afterwards' });
    if (!ok) throw new ExamusError('not_found', 'no such session');
    return reply.send({ message: outcome ?? 'finished' });
  });

  app.get(`${BASE}/sessions/:sessionId/status/`, async (request, reply) => {
    const integration = await callerOf(request);
    const status = await sessionStatus(db, integration.id, partOf(request, 'sessionId'), now());
    if (!status) throw new ExamusError('not_found', 'no such session');
    return reply.send(status);
  });

  app.post(`${BASE}/exams/`, async (request, reply) => {
    const integration = await callerOf(request);
    const claims = readObject(request.body);
    const examId = readText(claims['examId'], 255);
    if (!examId) throw new ExamusError('bad_request', 'examId is missing');
    const claimed = {
      ...accountOf(claims),
      ...examNamesOf(claims),
      examId,
      settings: settingsOf(claims),
      lms: null,
    };
    const exam = await putLaunchedExam(db, integration, claimed, { now: now(), origin: origin() });
    return reply.send({ examId: claims['examId'], examName: exam.name, message: 'saved' });
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
