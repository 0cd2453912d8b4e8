import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../language.ts';
import { html } from '../html/html.ts';
import { sendPage } from '../html/page.ts';
import { type TextKey, texts } from '../texts.ts';

type Reason = Extract<TextKey, `error${string}`>;

/** Signing in cannot go on. Never leads anywhere by itself: the link that led here may be a stranger's. */
export function sendAuthError(
  request: FastifyRequest,
  reply: FastifyReply,
  reason: Reason,
  status: number,
): FastifyReply {
  const t = texts(languageOf(request));
  return sendPage(request, reply, {
    status,
    title: t('errorTitle'),
    main: html`<h1>${t('errorTitle')}</h1>
      <p class="error" role="alert">${t(reason)}</p>`,
  });
}
