import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type CallInput, type Reply, type RouteName, routes } from '../../src/protocol/api.ts';
import type { setupFile } from '../../src/protocol/setup-file.ts';
import { clientOf, type CallOptions } from '../../src/shared/call-route.ts';
import { createServer } from '../../src/server/app.ts';
import { type Config, defaultLimits, UNPACKED_EXTENSION_ID } from '../../src/server/config.ts';
import type { Services } from '../../src/server/context.ts';
import type { InferInput } from 'valibot';
import { giveEmptyDatabase } from '../support/empty-database.ts';
import { CookieJar } from './cookie-jar.ts';
import { findPostgres, type PostgresServer, startPostgres } from './postgres.ts';

const api = clientOf(routes);

export type Setup = InferInput<typeof setupFile>;
export type DatabaseKind = 'pglite' | 'postgres';

export interface TestServer {
  origin: string;
  services: Services;
  dataDir: string;
  /** Moves the server's clock; it stands where real time is, plus this. */
  turnClock(ms: number): void;
  call: <N extends RouteName>(
    name: N,
    input: CallInput<N>,
    token?: string,
    options?: CallOptions,
  ) => Promise<Reply<N>>;
  /** Signs in through the real login page and gives the bearer token. */
  signIn(userName: string, password: string, institution?: string): Promise<string>;
  close(): Promise<void>;
}
export interface RestartableServer extends TestServer {
  /** Ends this one; the next works with the same data, `downMs` later by its clock. */
  restart(downMs: number): Promise<RestartableServer>;
}

export interface TestServerOptions {
  database?: DatabaseKind;
  setup?: Setup;
  config?: Partial<Config>;
}

/** The same tests on PGlite, and on PostgreSQL where one is installed. */
export function describeOnEachDatabase(name: string, body: (database: DatabaseKind) => void): void {
  const kinds: DatabaseKind[] = findPostgres() === null ? ['pglite'] : ['pglite', 'postgres'];
  describe.each(kinds)(`${name} (%s)`, (kind) => {
    if (kind === 'postgres') usePostgres();
    body(kind);
  });
}

let postgres: PostgresServer | null = null;
function usePostgres(): void {
  beforeAll(async () => {
    postgres = await startPostgres(findPostgres()!);
  });
  afterAll(async () => {
    await postgres?.stop();
    postgres = null;
  });
}

/** URL of a new, empty database for a server that the test starts itself; undefined = PGlite. */
export async function newDatabase(kind: DatabaseKind | undefined): Promise<string | undefined> {
  if (kind !== 'postgres') return undefined;
  if (!postgres) throw new Error('use describeOnEachDatabase');
  return postgres.createDatabase();
}

/** A whole server on a free port of 127.0.0.1 with a data directory of its own. */
export async function startServer(options: TestServerOptions = {}): Promise<RestartableServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'examus-server-'));
  const setupPath = join(dataDir, 'setup.json');
  writeFileSync(setupPath, JSON.stringify(options.setup ?? demoSetup()));
  const config: Config = {
    dataDir,
    host: '127.0.0.1',
    port: 0,
    databaseUrl: await newDatabase(options.database),
    publicUrl: undefined,
    setupPath,
    extensionIds: [UNPACKED_EXTENSION_ID],
    tls: undefined,
    trustProxy: false,
    allowPrivateLms: true,
    iceServers: [],
    turnSecret: undefined,
    relayOnly: false,
    secret: undefined,
    signingKey: undefined,
    consoleDir: join(dataDir, 'no-console'),
    limits: defaultLimits,
    ...options.config,
  };
  if (config.databaseUrl === undefined && config.dataDir === dataDir) await giveEmptyDatabase(dataDir);
  // A directory that the test gave outlives the server: it may be started on it again.
  return listenWith(config, 0, dataDir);
}

async function listenWith(config: Config, aheadMs: number, ownDir: string): Promise<RestartableServer> {
  const { dataDir } = config;
  let turnedMs = aheadMs;
  const server = await createServer(config, {
    now: () => Date.now() + turnedMs,
    logLevel: process.env['EXAMUS_TEST_LOG'] ?? 'silent',
  });
  const origin = await server.listen();
  return {
    origin,
    services: server.services,
    dataDir,
    turnClock: (ms) => void (turnedMs += ms),
    call: (name, input, token, callOptions) => api({ origin, token }, name, input, callOptions),
    signIn: (userName, password, institution = 'examus') => signIn(origin, institution, userName, password),
    async restart(downMs) {
      await server.close();
      return listenWith(config, turnedMs + downMs, ownDir);
    },
    async close() {
      await server.close();
      rmSync(ownDir, { recursive: true, force: true });
    },
  };
}

/** Signs in through the real login page of any server. */
export async function signIn(
  origin: string,
  institution: string,
  userName: string,
  password: string,
): Promise<string> {
  const { jar, verifier, url } = beginSignIn(origin, institution);
  const page = await jar.follow(url);
  const answer = await jar.submit(page, { userName, password });
  const code = new URL(answer.location ?? 'none:').searchParams.get('code');
  if (code === null) throw new Error(`no code: ${answer.status} ${answer.text}`);
  return (await api({ origin }, 'token', { body: { code, verifier } })).token;
}

export const extensionRedirect = `https://${UNPACKED_EXTENSION_ID}.chromiumapp.org/`;

/** What the extension does before it opens the login window. */
export function beginSignIn(origin: string, institution: string, more: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL('/auth/start', origin);
  url.search = new URLSearchParams({
    institution,
    redirect_uri: extensionRedirect,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'the-state',
    ...more,
  }).toString();
  return { jar: new CookieJar(), verifier, url: url.href };
}

export const support = { email: 'help@examus.example', hours: '10:00–23:30', timeZone: 'Asia/Almaty' };
const lms = { quizUrl: 'http://localhost:9/quiz', patterns: ['http://localhost:9/*'] };

/** Two institutions with local accounts; the password is the user name with `-password`. */
export function demoSetup(): Setup {
  const people = (prefix: string) =>
    [
      { userName: `${prefix}student`, name: 'Айгерим <b>Серикова</b>', role: 'student' as const },
      {
        userName: `${prefix}student2`,
        name: "O'Brien & <script>alert(1)</script>",
        role: 'student' as const,
      },
      { userName: `${prefix}proctor`, name: 'Данияр Ахметов', role: 'proctor' as const },
      { userName: `${prefix}admin`, name: 'Admin', role: 'admin' as const },
    ].map((person) => ({ ...person, password: `${person.userName}-password` }));
  const exam = {
    key: 'exam',
    name: 'Экзамен <i>один</i>',
    courseName: 'Курс',
    lms,
    settings: { attemptsAllowed: 3 },
  };
  return {
    institutions: [
      { slug: 'examus', name: 'Examus', support, people: people(''), exams: [exam] },
      { slug: 'other', name: 'Other University', support, people: people('other-'), exams: [exam] },
    ],
  };
}
