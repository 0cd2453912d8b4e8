import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ExamusError } from '../../protocol/errors.ts';
import { sendError } from './errors.ts';

/** The built console at `/console/`; its own routes all load the same page. Nothing is served when it is not built. */
export async function serveConsole(app: FastifyInstance, dir: string): Promise<void> {
  const root = resolve(dir);
  const isBuilt = await access(join(root, 'index.html')).then(
    () => true,
    () => false,
  );
  if (!isBuilt) {
    app.log.warn({ dir: root }, 'the console is not built, /console/ is not served');
    return;
  }
  await app.register(
    async (scope) => {
      scope.setNotFoundHandler((request, reply) => {
        const isPage = request.method === 'GET' && !/\.\w+$/.test(request.url.split('?', 1)[0] ?? '');
        if (isPage) return reply.sendFile('index.html');
        sendError(new ExamusError('not_found', 'nothing is served here'), request, reply);
      });
      await scope.register(fastifyStatic, {
        root,
        cacheControl: false,
        // File names carry a hash of their content, the page itself does not.
        setHeaders: (reply, path) => {
          const isPage = path.endsWith('.html');
          reply.header('cache-control', isPage ? 'no-cache' : 'public, max-age=31536000, immutable');
        },
      });
    },
    { prefix: '/console/' },
  );
  app.get('/console', (_request, reply) => reply.redirect('/console/', 308));
}
