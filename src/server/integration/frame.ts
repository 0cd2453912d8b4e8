import type { FastifyReply } from 'fastify';

/** The plugin sends students here in whatever frame its quiz stands: that LMS, and nobody else, may frame this page. */
export function letBeFramedBy(reply: FastifyReply, origin: string): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  void reply
    .header(
      'content-security-policy',
      policy.replace(/frame-ancestors [^;]*/, `frame-ancestors 'self' ${origin}`),
    )
    .removeHeader('x-frame-options');
}
