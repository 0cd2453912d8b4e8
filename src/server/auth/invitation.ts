import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Services } from '../context.ts';
import { html } from '../html/html.ts';
import { sendPage } from '../html/page.ts';
import { languageOf } from '../language.ts';
import { getInstitution } from '../store/institutions.ts';
import { texts } from '../texts.ts';
import { sendAuthError } from './error-page.ts';
import { hashPassword } from './passwords.ts';
import { peekToken, takeToken } from './tokens.ts';

const MIN_PASSWORD = 8;
const form = v.object({
  token: v.pipe(v.string(), v.maxLength(100)),
  password: v.pipe(v.string(), v.maxLength(200)),
});

/** `/auth/invitation`: whoever an administrator invited chooses their password, once. */
export function serveInvitation(app: FastifyInstance, services: Services): void {
  const { db, now } = services;

  /** Whose invitation it is; undefined when it is unknown, used, too old, or its account closed. */
  async function invited(token: unknown) {
    if (typeof token !== 'string') return undefined;
    const row = await peekToken(db, 'invitation', token, now());
    return db
      .selectFrom('people')
      .select(['id', 'name', 'userName', 'role', 'institutionId'])
      .where('id', '=', row?.personId ?? null)
      .where('disabledAt', 'is', null)
      .executeTakeFirst();
  }

  app.get('/auth/invitation', async (request, reply) => {
    const { token } = Object(request.query) as { token?: unknown };
    const person = await invited(token);
    if (!person) return sendAuthError(request, reply, 'errorInvitation');
    return sendForm(request, reply, person, String(token), null);
  });

  app.post('/auth/invitation', async (request, reply) => {
    const sent = v.safeParse(form, request.body);
    const person = sent.success ? await invited(sent.output.token) : undefined;
    if (!sent.success || !person) return sendAuthError(request, reply, 'errorInvitation');
    const { token, password } = sent.output;
    if (password.length < MIN_PASSWORD) {
      const error = texts(languageOf(request))('passwordTooShort', { count: MIN_PASSWORD });
      return sendForm(request, reply, person, token, error);
    }
    const passwordHash = await hashPassword(password);
    const isTaken = await db.transaction().execute(async (trx) => {
      if (!(await takeToken(trx, 'invitation', token, now()))) return true;
      await trx.updateTable('people').set({ passwordHash }).where('id', '=', person.id).execute();
      // Whoever knew the password before is out.
      await trx.deleteFrom('tokens').where('personId', '=', person.id).where('kind', '=', 'login').execute();
    });
    if (isTaken) return sendAuthError(request, reply, 'errorInvitation');
    const t = texts(languageOf(request));
    const isStudent = person.role === 'student';
    return sendPage(request, reply, {
      title: t('invitationDone'),
      main: html`<h1>${t('invitationDone')}</h1>
        <p>${t(isStudent ? 'invitationDoneStudent' : 'invitationDoneStaff')}</p>
        <p><a class="button" href="${isStudent ? '/' : '/console/'}">${t('invitationGoOn')}</a></p>`,
    });
  });

  async function sendForm(
    request: FastifyRequest,
    reply: FastifyReply,
    { name, userName, institutionId }: NonNullable<Awaited<ReturnType<typeof invited>>>,
    token: string,
    error: string | null,
  ): Promise<FastifyReply> {
    const t = texts(languageOf(request));
    const institution = await getInstitution(db, institutionId);
    return sendPage(request, reply, {
      title: `${t('invitationTitle')} · ${institution.name}`,
      main: html`<h1>${t('invitationTitle')}</h1>
        <p>${t('invitationLead', { name, institution: institution.name })}</p>
        ${error === null ? null : html`<p class="error" role="alert">${error}</p>`}
        <form method="post" action="/auth/invitation?lang=${languageOf(request)}">
          <input type="hidden" name="token" value="${token}" />
          <label
            >${t('userName')}<input name="userName" value="${userName}" readonly autocomplete="username"
          /></label>
          <label
            >${t('newPassword', { count: MIN_PASSWORD })}<input
              name="password"
              type="password"
              autocomplete="new-password"
              required
              minlength="${MIN_PASSWORD}"
              maxlength="200"
              autofocus
          /></label>
          <button type="submit">${t('savePassword')}</button>
        </form>`,
    });
  }
}
