import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';

const root = resolve(import.meta.dirname, '../../..');
const files = {
  'tokens.css': ['src/ui/tokens.css', 'text/css; charset=utf-8'],
  'pages.css': ['src/server/html/pages.css', 'text/css; charset=utf-8'],
  'calendar.js': ['src/server/html/calendar.js', 'text/javascript; charset=utf-8'],
  'launch.js': ['src/server/html/launch.js', 'text/javascript; charset=utf-8'],
  'icon-48.png': ['assets/icons/icon-48.png', 'image/png'],
} as const;

/** The few files of the server's own pages, read once. */
export async function serveAssets(app: FastifyInstance): Promise<void> {
  for (const [name, [path, type]] of Object.entries(files)) {
    const bytes = await readFile(resolve(root, path));
    app.get(`/assets/${name}`, (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=3600').send(bytes),
    );
  }
}
