import type { FastifyRequest, FastifyServerOptions } from 'fastify';

/** JSON lines. A URL is logged without its query, where codes and tickets travel. */
export const logOptions = (
  level: string,
  stream?: { write(line: string): void },
): FastifyServerOptions['logger'] => ({
  level,
  ...(stream === undefined ? {} : { stream }),
  redact: [
    'req.headers',
    'res.headers',
    'headers',
    '*.authorization',
    '*.cookie',
    '*.token',
    '*.ticket',
    '*.code',
  ],
  serializers: {
    req: (request: FastifyRequest) => ({
      method: request.method,
      path: request.url.split('?', 1)[0],
      from: request.ip,
    }),
  },
});
