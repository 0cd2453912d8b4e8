import { resolve } from 'node:path';
import { createServer } from './app.ts';
import { ConfigError, readConfig, usage } from './config.ts';

/** How long an orderly end may take before the process leaves anyway; stored pieces are durable already. */
const SHUTDOWN_MS = 10_000;

const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    throw new ConfigError(
      `Node 24 or newer is needed, this is ${process.versions.node}: npm install, then npm run server`,
    );
  }
  const args = process.argv.slice(2);
  if (args.includes('--help')) return void say(usage);
  const config = readConfig(args, process.env, resolve(import.meta.dirname, '../../dist/console'));
  const server = await createServer(config);
  if (config.databaseUrl === undefined) warnOfPglite(server.services.log);
  endOrderly(server);
  const url = await server.listen().catch((error: unknown) => {
    throw new ConfigError(`cannot listen on ${config.host}:${config.port}: ${messageOf(error)}`);
  });
  say(`listening on ${url}`);
}

function warnOfPglite(log: Awaited<ReturnType<typeof createServer>>['services']['log']): void {
  log.warn(
    'the database is PGlite, which never calls fsync: what was acknowledged survives the end of this process, ' +
      'but not a power cut. For real exams give a PostgreSQL server by DATABASE_URL',
  );
}

function endOrderly(server: Awaited<ReturnType<typeof createServer>>): void {
  let isEnding = false;
  const end = (signal: NodeJS.Signals): void => {
    if (isEnding) return;
    isEnding = true;
    server.services.log.info({ signal }, 'ending');
    setTimeout(() => {
      server.services.log.error('not everything ended in time');
      process.exit(1);
    }, SHUTDOWN_MS).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        server.services.log.error({ err: error }, 'the end was not orderly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end).on('SIGINT', end);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) complain(`${error.message}\n(--help lists the options)`);
  else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}
