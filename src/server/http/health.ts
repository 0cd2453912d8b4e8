import type { FastifyInstance } from 'fastify';
import { ExamusError } from '../../protocol/errors.ts';
import type { Services } from '../context.ts';
import { ping } from '../store/database.ts';

/**
 * `/healthz`: the process lives. `/readyz`: it can serve, i.e. its database answers. A full disk is told but leaves it
 * ready: what can still be done must not be taken from students because recordings have to wait on their machines.
 */
export function serveHealth(app: FastifyInstance, { db, room }: Pick<Services, 'db' | 'room'>): void {
  app.get('/healthz', { logLevel: 'warn' }, () => ({ ok: true }));
  app.get('/readyz', { logLevel: 'warn' }, async () => {
    await ping(db).catch((cause: unknown) => {
      throw new ExamusError('unavailable', 'the database does not answer', undefined, { cause });
    });
    return { ok: true, storage: await room.state() };
  });
}
