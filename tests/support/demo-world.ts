import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type DemoLms, startDemoLms } from './demo-lms/server.ts';
import type { PluginSettings } from './demo-lms/plugin/examus-plugin.ts';
import { type ExamServer, freePort, type Setup, startExamServer } from './exam-server.ts';
import { type IdentityProvider, startIdentityProvider } from './identity-provider/server.ts';

export interface DemoWorld {
  server: ExamServer;
  lms: DemoLms;
  identityProvider: IdentityProvider;
  /** Where the server keeps everything. */
  dataDir: string;
  /** Starts the server again on the same data, as after a crash or an update. */
  restartServer: (change?: Pick<DemoWorldOptions, 'serverArgs' | 'serverEnv'>) => Promise<void>;
  stop: () => Promise<void>;
}

export interface DemoWorldOptions {
  /** Kept between starts: database, recordings, set-up file. */
  dir: string;
  exams?: ExamIdea[];
  /** The LMS has the Examus plugin, and the first institution an integration of that name for it. */
  plugin?: Omit<PluginSettings, 'examusOrigin'>;
  /** Built console; `dist/console` without it. */
  consoleDir?: string;
  /** `host:port` of a proxy that gets the server's own requests. */
  proxy?: string | undefined;
  /** Where people reach the server, when something stands before it. */
  publicOrigin?: string;
  /** PostgreSQL; without it the server brings its own database. */
  databaseUrl?: string;
  /** More of the server's command line and environment. */
  serverArgs?: readonly string[];
  serverEnv?: Record<string, string>;
  ports?: { server?: number; lms?: number; identityProvider?: number };
}
type Institution = Setup['institutions'][number];
export type Exam = NonNullable<Institution['exams']>[number];
/** An exam without its LMS, which gets its address only when it starts. */
export type ExamIdea = Omit<Exam, 'lms'> & {
  cmid: number;
  /** Another place than the quiz `cmid` of the demo LMS, or more to say of it. */
  lms?: (lms: DemoLms) => Partial<Exam['lms']>;
};

export const demoExams: ExamIdea[] = [
  {
    key: 'algebra-final',
    name: 'Линейная алгебра: итоговый экзамен',
    courseName: 'Линейная алгебра, 1 курс',
    cmid: 1,
    settings: {
      mode: 'offline',
      identification: 'face_and_passport',
      durationMinutes: 30,
      rules: {
        allow_to_use_paper: true,
        allow_to_use_calculator: true,
        custom_rules: 'Телефон уберите в сумку.',
      },
    },
  },
  {
    key: 'algebra-midterm',
    name: 'Линейная алгебра: рубежный контроль',
    courseName: 'Линейная алгебра, 1 курс',
    cmid: 2,
    settings: { mode: 'online', identification: 'face', durationMinutes: 20 },
  },
  {
    key: 'trial',
    name: 'Пробный тест на две минуты',
    courseName: 'Линейная алгебра, 1 курс',
    cmid: 3,
    settings: { trial: true, identification: 'skip', durationMinutes: 2, attemptsAllowed: 100 },
  },
  {
    key: 'later',
    name: 'Математический анализ: экзамен следующей сессии',
    courseName: 'Математический анализ, 1 курс',
    cmid: 3,
    settings: { durationMinutes: 90 },
    startsAt: '2035-01-15T05:00:00Z',
    endsAt: '2035-01-15T09:00:00Z',
  },
];

/** Everything of the demo but a browser: the institution's login, its LMS and the exam server, on three origins. */
export async function startDemoWorld(options: DemoWorldOptions): Promise<DemoWorld> {
  const { ports = {}, exams = demoExams } = options;
  const dir = resolve(options.dir);
  const dataDir = resolve(dir, 'data');
  await mkdir(dataDir, { recursive: true });
  const port = ports.server ?? (await freePort());
  const origin = options.publicOrigin ?? `http://127.0.0.1:${port}`;
  const identityProvider = await startIdentityProvider({
    ...(ports.identityProvider === undefined ? {} : { port: ports.identityProvider }),
    redirectUris: [`${origin}/auth/callback`],
    postLogoutRedirectUris: [`${origin}/auth/signed-out`],
  });
  const lms = await startDemoLms({
    ...(ports.lms === undefined ? {} : { port: ports.lms }),
    ...(options.plugin && { plugin: { ...options.plugin, examusOrigin: origin } }),
  });
  const setup = demoSetup(identityProvider, lms, exams);
  if (options.plugin) {
    const { integrationName: name, secret } = options.plugin;
    setup.institutions[0]!.integrations = [{ name, secret }];
  }
  let { serverArgs = [], serverEnv = {} } = options;
  const start = () =>
    startExamServer({
      args: serverArgs,
      dataDir,
      port,
      setup,
      consoleDir: options.consoleDir,
      publicOrigin: options.publicOrigin,
      env: {
        ...proxyEnv(options.proxy),
        ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
        ...serverEnv,
      },
    });
  let server: ExamServer;
  try {
    server = await start();
  } catch (error) {
    await Promise.all([lms.close(), identityProvider.close()]);
    throw error;
  }
  return {
    get server() {
      return server;
    },
    lms,
    identityProvider,
    dataDir,
    restartServer: async (change = {}) => {
      ({ serverArgs = serverArgs, serverEnv = serverEnv } = change);
      await server.stop();
      server = await start();
    },
    stop: async () => {
      await server.stop();
      await Promise.all([lms.close(), identityProvider.close()]);
    },
  };
}

/** Makes Node's own `fetch` go through a proxy. */
const proxyEnv = (proxy: string | undefined): Record<string, string> =>
  proxy === undefined
    ? {}
    : {
        NODE_USE_ENV_PROXY: '1',
        HTTP_PROXY: `http://${proxy}`,
        HTTPS_PROXY: `http://${proxy}`,
        NO_PROXY: '',
      };

function demoSetup(identityProvider: IdentityProvider, lms: DemoLms, exams: ExamIdea[]): Setup {
  const support = { email: 'support@almau.example', hours: '10:00–23:30', timeZone: 'Asia/Almaty' };
  return {
    institutions: [
      {
        slug: 'almau',
        name: 'AlmaU',
        passwordResetUrl: identityProvider.passwordResetUrl,
        support,
        oidc: {
          issuer: identityProvider.issuer,
          clientId: identityProvider.clientId,
          clientSecret: identityProvider.clientSecret,
        },
        exams: exams.map(({ cmid, lms: place, ...exam }) => ({
          ...exam,
          lms: { quizUrl: lms.quizUrl(cmid), patterns: [lms.pattern], adapter: 'moodle', ...place?.(lms) },
        })),
      },
      {
        slug: 'examus',
        name: 'Examus',
        support,
        people: [
          { userName: 'local', name: 'Локальный Студент', role: 'student', password: 'local-student' },
          { userName: 'admin', name: 'Администратор', role: 'admin', password: 'demo-admin' },
        ],
      },
    ],
  };
}
