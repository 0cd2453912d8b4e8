import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { bytesHeaders, LOAD_HEADER } from '../../protocol/api.ts';
import { PROTOCOL_HEADER } from '../../protocol/version.ts';
import { extensionRedirectOrigin } from '../auth/redirects.ts';
import type { Config } from '../config.ts';

/** Headers and plugins that keep strangers out, for everything that is served. */
export async function installSecurity(app: FastifyInstance, config: Config): Promise<void> {
  const isHttps = config.publicUrl?.startsWith('https:') ?? config.tls !== undefined;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        // Chrome holds the redirects after a form to this too, and the login form leads back to the extension.
        formAction: ["'self'", ...config.extensionIds.map(extensionRedirectOrigin)],
      },
    },
    hsts: isHttps ? { maxAge: 365 * 24 * 3600 } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(cors, {
    origin: config.extensionIds.map((id) => `chrome-extension://${id}`),
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'accept-language',
      PROTOCOL_HEADER,
      ...Object.values(bytesHeaders),
    ],
    exposedHeaders: ['retry-after', LOAD_HEADER],
    // As long as Chrome remembers it: each question weighs more than what it asks about.
    maxAge: 7200,
    strictPreflight: false,
  });
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
}
