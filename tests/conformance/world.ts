import { SignJWT } from 'jose';
import type { IntegrationId, SessionId } from '../../src/protocol/ids.ts';
import type { IntegrationValues } from '../../src/protocol/api/admin/integrations.ts';
import { issueToken } from '../../src/server/auth/tokens.ts';
import { accessCode, entryUrl, pluginClaims } from './moodle-claims.ts';
import type { Entry } from './plugin-entries.ts';
import { PluginSide } from './plugin-side.ts';
import { ServerUnderTest } from './server-under-test.ts';

export const INTEGRATION = 'demo-moodle';
export const SECRET = 'conformance-secret-of-the-demo-moodle';
const OTHER_SECRET = 'conformance-secret-of-the-other-moodle';
const support = { email: 'help@demo.example', hours: '10:00–23:30', timeZone: 'Asia/Almaty' };

/** Which Moodle of the institution speaks. */
export interface Side {
  id: IntegrationId;
  name: string;
  secret: string;
}

export interface Page {
  status: number;
  text: string;
  headers: Headers;
  /** The one-use ticket for the extension, where the page has one. */
  ticket: string | null;
}

/** A Moodle with the plugin, a browser that posts its forms, and the server under test. */
export class World {
  readonly plugin = new PluginSide([SECRET, OTHER_SECRET]);
  readonly server = new ServerUnderTest({
    institutions: [
      {
        slug: 'demo',
        name: 'Demo University',
        support,
        people: [
          { userName: 'proctor', name: 'Данияр Ахметов', role: 'proctor', password: 'proctor-password' },
          { userName: 'admin', name: 'Администратор', role: 'admin', password: 'admin-password' },
        ],
        integrations: [
          { name: INTEGRATION, secret: SECRET },
          { name: 'other-moodle', secret: OTHER_SECRET, accountNames: ['the-only-account'] },
        ],
      },
    ],
  });

  async open(): Promise<this> {
    await this.plugin.listen();
    await this.server.start();
    return this;
  }
  async close(): Promise<void> {
    await this.server.close();
    await this.plugin.close();
  }

  sign = (claims: Record<string, unknown>, secret = SECRET): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'HS256' }).sign(Buffer.from(secret));
  /** As the plugin signs what its server sends by itself: 30 s to live, nothing else. */
  serverToken = async (secret = SECRET, forS = 30): Promise<string> =>
    `JWT ${await this.sign({ exp: Math.floor(this.server.now() / 1000) + forS }, secret)}`;

  /** Claims of a student of their own, so that no case meets another's session; their entry is in the plugin. */
  claims(more: Record<string, unknown> = {}) {
    const sessionId = accessCode();
    const claims = pluginClaims(this.plugin.wwwroot, {
      sessionId,
      sessionUrl: entryUrl(this.plugin.wwwroot, sessionId),
      userId: `user-${sessionId.slice(0, 8)}`,
      ...more,
    });
    if (!this.plugin.entries.find(claims.sessionId)) {
      this.plugin.entries.add(claims.sessionId, String(claims['userId']), String(claims['examId']));
    }
    return claims;
  }
  /** The claims that the plugin sends for another entry of the same student and exam. */
  claimsFor = (claims: Record<string, unknown>, { sessionId }: Pick<Entry, 'sessionId'>) =>
    this.claims({ ...claims, sessionId, sessionUrl: entryUrl(this.plugin.wwwroot, sessionId) });

  /** One more Moodle of the same institution, with options of its own. */
  async another(options: Partial<IntegrationValues> = {}): Promise<Side> {
    const name = `moodle-${accessCode().slice(0, 8)}`;
    const admin = await this.tokenOf('admin');
    const made = await this.server.call('createIntegration', { body: { name, ...options } }, admin);
    this.plugin.learn(made.secret);
    return { id: made.integration.id, name, secret: made.secret };
  }

  async start(claims: Record<string, unknown>, options: StartOptions = {}): Promise<Page> {
    const token = options.token ?? (await this.sign(claims, options.secret));
    return this.post(`/integration/simple/${options.name ?? INTEGRATION}/start/`, { token }, options.headers);
  }
  async post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const response = await fetch(this.server.origin + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
    const text = await response.text();
    const ticket = /<meta name="examus-launch" content="([^"]+)"/.exec(text)?.[1] ?? null;
    return { status: response.status, text, headers: response.headers, ticket };
  }

  /** The extension's side: trades the page's ticket for the student's login. */
  async launch(page: Page) {
    if (page.ticket === null) throw new Error(`no ticket on the page: ${page.status} ${plain(page.text)}`);
    return this.server.call('launch', { body: { ticket: page.ticket } });
  }

  /** What an administrator's or a proctor's console would be signed in with. */
  async tokenOf(userName: string): Promise<string> {
    const { db } = this.server.services;
    const { id } = await db
      .selectFrom('people')
      .select('id')
      .where('userName', '=', userName)
      .executeTakeFirstOrThrow();
    const { token } = await issueToken(db, {
      kind: 'login',
      now: this.server.now(),
      ttlMs: 3600_000,
      personId: id,
      data: { idToken: null },
    });
    return token;
  }

  /** Ids of all sessions made for one session of the LMS: there must never be two. */
  async sessionsFor(lmsSessionId: string): Promise<SessionId[]> {
    const rows = await this.server.services.db
      .selectFrom('launches')
      .select('sessionId')
      .where('lmsSessionId', '=', lmsSessionId)
      .execute();
    return rows.map(({ sessionId }) => sessionId);
  }
}

interface StartOptions {
  name?: string;
  secret?: string;
  token?: string;
  headers?: Record<string, string>;
}

/** A page's words without its markup. */
export const plain = (html: string): string =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
