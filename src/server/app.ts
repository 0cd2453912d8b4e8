import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { setInterval } from 'node:timers/promises';
import { join } from 'node:path';
import { MAX_SUBJECT_LENGTH } from '../protocol/api/review.ts';
import { accommodationHandlers } from './accommodations/accommodation-handlers.ts';
import { adminHandlers } from './admin/admin-handlers.ts';
import { authHandlers } from './auth/handlers.ts';
import { oidcClients } from './auth/oidc-client.ts';
import { deleteExpiredTokens } from './auth/tokens.ts';
import { fileBlobs } from './blobs/file-blobs.ts';
import { floors, freeBytesOf, roomIn } from './blobs/room.ts';
import { type Config, ConfigError } from './config.ts';
import { calendarHandlers } from './calendar/calendar-handlers.ts';
import { startMissing } from './calendar/missed.ts';
import type { Services } from './context.ts';
import { evidenceHandlers } from './evidence/evidence-handlers.ts';
import { startSealing } from './evidence/seal-late.ts';
import { readSigner } from './evidence/signing-key.ts';
import { lockedQuizHandlers } from './exams/locked-quiz-handlers.ts';
import { examHandlers } from './exams/handlers.ts';
import { serveConsole } from './http/console-files.ts';
import { installErrors, sendError } from './http/errors.ts';
import { serveHealth } from './http/health.ts';
import { logOptions } from './http/log.ts';
import type { Handlers } from './http/routes.ts';
import { followTls, readTls, type TlsPair } from './http/tls.ts';
import { installSecurity } from './http/security.ts';
import { serveRoutes } from './http/serve-routes.ts';
import { serverHandlers } from './http/server-handlers.ts';
import { gridHandlers } from './grid/grid-handlers.ts';
import { journalHandlers } from './journal/journal-handlers.ts';
import { servePages } from './html/serve-pages.ts';
import { noFanOut, postgresFanOut } from './live/fan-out.ts';
import { iceWays } from './live/ice.ts';
import { forgetOldEntries } from './integration/entry-url.ts';
import { launchHandlers } from './integration/launch-handlers.ts';
import { type Integration, serveIntegration } from './integration/serve-integration.ts';
import { createLiveHub, type FollowedHub } from './live/live-hub.ts';
import { serveLive } from './live/serve-live.ts';
import { liveHandlers } from './live/tickets.ts';
import { reconcile } from './recordings/reconcile.ts';
import { recordingHandlers } from './recordings/recording-handlers.ts';
import { reviewHandlers } from './review/review-handlers.ts';
import { roomHandlers } from './room/room-handlers.ts';
import { startDeadlines } from './sessions/deadlines.ts';
import { sealKeysFrom } from './sessions/seal-keys.ts';
import { deleteOld } from './sessions/delete-old.ts';
import { sessionHandlers } from './sessions/session-handlers.ts';
import { applySetup } from './setup/apply-setup.ts';
import { readSetup } from './setup/read-setup.ts';
import { type Database, openDatabase } from './store/database.ts';
import { makeCheckpoints } from './store/checkpoints.ts';
import { lockDataDir } from './store/lock-data-dir.ts';
import { readSecret, sealWith } from './store/seal.ts';

export interface ServerOptions {
  now?: () => number;
  logLevel?: string;
  /** Absent = standard output. */
  logTo?: { write(line: string): void };
}
export interface Server {
  app: FastifyInstance;
  services: Services;
  /** Gives the URL it listens on. */
  listen(): Promise<string>;
  /** Takes no new requests, ends those under way and the background work, closes the database. */
  close(): Promise<void>;
}

const CLEAN_UP_MS = 10 * 60_000;
/** Connections that stand idle are let go once, when the server closes; one that was answered after that is kept alive. */
const IDLE_SWEEP_MS = 100;

/** Puts the whole server together from a configuration. Nothing listens yet. */
export async function createServer(config: Config, options: ServerOptions = {}): Promise<Server> {
  // Read before anything is opened: a wrong file must not leave a half-made data directory.
  const setup = config.setupPath === undefined ? null : await readSetup(config.setupPath);
  const tls = config.tls && (await readTls(config.tls));
  // One type for both: nothing else of ours asks whether the server speaks TLS.
  const serverOptions: FastifyServerOptions & { https: TlsPair | null } = {
    https: tls ?? null,
    logger: logOptions(options.logLevel ?? 'info', options.logTo),
    trustProxy: config.trustProxy,
    // Slow clients on mobile lines need long for a piece of 16 MiB, but not for ever.
    requestTimeout: 300_000,
    // The longest part of an address that a route takes.
    routerOptions: { maxParamLength: MAX_SUBJECT_LENGTH },
    frameworkErrors: (error, request, reply) => sendError(error, request, reply),
  };
  const app = Fastify(serverOptions as FastifyServerOptions);
  const lock = config.databaseUrl === undefined ? await lockDataDir(config.dataDir) : null;
  const services = await createServices(app, config, options.now ?? Date.now).catch(
    async (error: unknown) => {
      await lock?.release();
      throw error;
    },
  );
  const stop = new AbortController();
  let integration: Integration;
  try {
    if (setup) await applySetup(services, setup);
    integration = await buildRoutes(app, services);
  } catch (error) {
    await services.db.destroy();
    await lock?.release();
    throw error;
  }
  return {
    app,
    services,
    async listen() {
      await app.listen({ host: config.host, port: config.port });
      if (config.tls && tls) void followTls(app, config.tls, tls, { log: app.log, signal: stop.signal });
      services.live.start(stop.signal);
      startDeadlines(services, stop.signal);
      startSealing(services, stop.signal);
      integration.start(stop.signal);
      void startMissing(services, stop.signal);
      void cleanUp(services, stop.signal);
      if (config.databaseUrl === undefined) void makeCheckpoints(services, stop.signal);
      void reconcile(services, stop.signal);
      return services.origin();
    },
    async close() {
      stop.abort();
      const sweeping = globalThis.setInterval(() => app.server.closeIdleConnections(), IDLE_SWEEP_MS);
      await app.close().finally(() => clearInterval(sweeping));
      await services.db.destroy();
      await lock?.release();
    },
  };
}

type ServicesWithSockets = Services & { live: FollowedHub };

async function createServices(
  app: FastifyInstance,
  config: Config,
  now: () => number,
): Promise<ServicesWithSockets> {
  const secret = await readSecret(config.dataDir, config.secret);
  const seal = sealWith(secret);
  const kind = config.databaseUrl === undefined ? 'pglite' : 'postgres';
  const room = roomIn(floors[kind], freeBytesOf(config.dataDir));
  await room.assertForDatabase().catch((cause: unknown) => {
    const needed = `${floors[kind].database / 1_048_576} MiB`;
    throw new ConfigError(`--data ${config.dataDir}: less than ${needed} are free there, make room first`, {
      cause,
    });
  });
  const db: Database = await openDatabase(
    config.databaseUrl === undefined
      ? { kind: 'pglite', dir: config.dataDir }
      : { kind: 'postgres', url: config.databaseUrl },
  );
  return {
    db,
    blobs: fileBlobs(join(config.dataDir, 'blobs'), room),
    room,
    now,
    log: app.log,
    config,
    origin: () => config.publicUrl ?? listeningOrigin(app, config),
    seal,
    sealKeys: sealKeysFrom(secret),
    signer: await readSigner(config.dataDir, config.signingKey),
    live: createLiveHub({
      db,
      now,
      log: app.log,
      fanOut: config.databaseUrl === undefined ? noFanOut() : postgresFanOut(db, config.databaseUrl, app.log),
      ice: (sessionId) => iceWays(config, sessionId, now()),
    }),
  };
}

async function buildRoutes(app: FastifyInstance, services: ServicesWithSockets): Promise<Integration> {
  const { config, seal, origin, now } = services;
  installErrors(app);
  await installSecurity(app, config);
  const clients = oidcClients(seal, origin, now);
  const handlers: Handlers = {
    ...serverHandlers(services),
    ...authHandlers(services, clients),
    ...examHandlers(services),
    ...lockedQuizHandlers(services),
    ...sessionHandlers(services),
    ...launchHandlers(services),
    ...calendarHandlers(services),
    ...journalHandlers(services),
    ...recordingHandlers(services),
    ...reviewHandlers(services),
    ...liveHandlers(services),
    ...gridHandlers(services),
    ...evidenceHandlers(services),
    ...roomHandlers(services),
    ...accommodationHandlers(services),
    ...adminHandlers(services),
  };
  // First: it has to see every upgrade before the routes are made.
  await serveLive(app, services, services.live);
  serveRoutes(app, services, handlers);
  serveHealth(app, services);
  await servePages(app, services, clients);
  const integration = await serveIntegration(app, services);
  await serveConsole(app, config.consoleDir);
  return integration;
}

function listeningOrigin(app: FastifyInstance, { host, port, tls }: Config): string {
  const address = app.server.address();
  const actualPort = address !== null && typeof address === 'object' ? address.port : port;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  if (tls) return actualPort === 443 ? `https://${name}` : `https://${name}:${actualPort}`;
  return `http://${name}:${actualPort}`;
}

async function cleanUp(services: Services, signal: AbortSignal): Promise<void> {
  const { db, now, log } = services;
  try {
    for await (const _ of setInterval(CLEAN_UP_MS, undefined, { signal, ref: false })) {
      await deleteExpiredTokens(db, now()).catch((error: unknown) =>
        log.warn({ err: error }, 'expired tokens could not be deleted'),
      );
      await forgetOldEntries(db, now()).catch((error: unknown) =>
        log.warn({ err: error }, 'old ways into LMSs could not be forgotten'),
      );
      await deleteOld(services).catch((error: unknown) =>
        log.error({ err: error }, 'what is kept long enough could not be deleted'),
      );
    }
  } catch {
    // The signal: the server closes.
  }
}
