import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../language.ts';
import { html } from '../html/html.ts';
import { sendPage } from '../html/page.ts';
import { type TextKey, texts } from '../texts.ts';

type Reason = Extract<TextKey, `error${string}`>;

/**
 * Signing in cannot go on. Never leads anywhere by itself: the link that led here may be a stranger's. Status 200 where
 * a student of the extension may get here: Chrome closes the window of `launchWebAuthFlow` on any other, unread.
 */
export function sendAuthError(
  request: FastifyRequest,
  reply: FastifyReply,
  reason: Reason,
  status = 200,
): FastifyReply {
  const t = texts(languageOf(request));
  return sendPage(request, reply, {
    status,
    title: t('errorTitle'),
    main: html`<h1>${t('errorTitle')}</h1>
      <p class="error" role="alert">${t(reason)}</p>`,
  });
}
