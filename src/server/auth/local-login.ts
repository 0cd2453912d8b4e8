import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Services } from '../context.ts';
import { languageOf } from '../language.ts';
import { type Html, html } from '../html/html.ts';
import { sendPage } from '../html/page.ts';
import { getInstitution, type InstitutionRow } from '../store/institutions.ts';
import { texts } from '../texts.ts';
import { sendAuthError } from './error-page.ts';
import { finishSignIn } from './finish.ts';
import { peekFlow, takeFlow } from './flow.ts';
import { loginThrottle } from './login-throttle.ts';
import { verifyPassword } from './passwords.ts';
import { normalUserName } from './people.ts';

const loginForm = v.object({
  flow: v.pipe(v.string(), v.maxLength(100)),
  userName: v.pipe(v.string(), v.maxLength(200)),
  password: v.pipe(v.string(), v.maxLength(200)),
});

/** `/auth/login`: the page of institutions without a login of their own, and of the separate «Examus» accounts. */
export function serveLocalLogin(app: FastifyInstance, services: Services): void {
  const throttle = loginThrottle(app);

  app.get('/auth/login', async (request, reply) => {
    const { flow: token } = Object(request.query) as { flow?: unknown };
    const flow = await peekFlow(services, request, token);
    if (!flow) return sendAuthError(request, reply, 'errorBadLink');
    const institution = await getInstitution(services.db, flow.institutionId);
    return sendLogin(request, reply, institution, {
      flow: String(token),
      userName: '',
      error: null,
    });
  });

  app.post('/auth/login', async (request, reply) => {
    const form = v.safeParse(loginForm, request.body);
    const flow = form.success ? await peekFlow(services, request, form.output.flow) : null;
    if (!form.success || !flow) return sendAuthError(request, reply, 'errorBadLink');
    const { flow: token, userName, password } = form.output;
    const institution = await getInstitution(services.db, flow.institutionId);
    const t = texts(languageOf(request));
    const account = `${institution.slug} ${normalUserName(userName)}`;

    const waitS = await throttle.waitS(request, account);
    if (waitS > 0) {
      void reply.header('retry-after', String(waitS));
      const error = t('tooManyTries', { count: Math.ceil(waitS / 60) });
      return sendLogin(request, reply, institution, { flow: token, userName, error });
    }
    const person = await services.db
      .selectFrom('people')
      .select(['id', 'passwordHash'])
      .where('institutionId', '=', institution.id)
      .where('userName', '=', normalUserName(userName))
      .executeTakeFirst();
    if (!(await verifyPassword(password, person?.passwordHash)) || !person) {
      await throttle.failed(request, account);
      const error = t('wrongPassword');
      return sendLogin(request, reply, institution, { flow: token, userName, error });
    }
    const taken = await takeFlow(services, request, token);
    if (!taken) return sendAuthError(request, reply, 'errorBadLink');
    return finishSignIn(services, request, reply, taken, person.id, null);
  });
}

interface LoginView {
  flow: string;
  userName: string;
  error: string | null;
}

/** Always 200, also after a wrong password: Chrome ends `identity.launchWebAuthFlow` on a page with an error status. */
function sendLogin(
  request: FastifyRequest,
  reply: FastifyReply,
  institution: InstitutionRow,
  { flow, userName, error }: LoginView,
): FastifyReply {
  const language = languageOf(request);
  const t = texts(language);
  const action = `/auth/login?${new URLSearchParams({ flow, lang: language }).toString()}`;
  const autofocus = (on: boolean): Html | null => (on ? html` autofocus` : null);
  return sendPage(request, reply, {
    status: 200,
    title: `${t('signIn')} · ${institution.name}`,
    main: html`<div class="columns">
      <div>
        <h1>${t('signIn')}</h1>
        <p>${institution.name}</p>
        <p class="notice">${t('localWarning')}</p>
        <p class="quiet">${t('supportLine', { ...institution.support })}</p>
      </div>
      <div>
        ${error === null ? null : html`<p class="error" role="alert">${error}</p>`}
        <form method="post" action="${action}">
          <input type="hidden" name="flow" value="${flow}" />
          <label
            >${t('userName')}<input
              name="userName"
              value="${userName}"
              autocomplete="username"
              autocapitalize="none"
              spellcheck="false"
              required
              maxlength="200"
              ${autofocus(userName === '')}
          /></label>
          <label
            >${t('password')}<input
              name="password"
              type="password"
              autocomplete="current-password"
              required
              maxlength="200"
              ${autofocus(userName !== '')}
          /></label>
          <button type="submit">${t('signIn')}</button>
        </form>
        <p class="quiet">
          ${
            institution.passwordResetUrl === null
              ? t('resetByMail', { email: institution.support.email })
              : html`<a href="${institution.passwordResetUrl}">${t('resetPassword')}</a>`
          }
        </p>
      </div>
    </div>`,
  });
}
