import type { FastifyInstance } from 'fastify';
import { ExamusError } from '../../protocol/errors.ts';
import { type Database, ping } from '../store/database.ts';

/** `/healthz`: the process lives. `/readyz`: it can serve, i.e. its database answers. */
export function serveHealth(app: FastifyInstance, db: Database): void {
  app.get('/healthz', { logLevel: 'warn' }, () => ({ ok: true }));
  app.get('/readyz', { logLevel: 'warn' }, async () => {
    await ping(db).catch((cause: unknown) => {
      throw new ExamusError('unavailable', 'the database does not answer', undefined, { cause });
    });
    return { ok: true };
  });
}
