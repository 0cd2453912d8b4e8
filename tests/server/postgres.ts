import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** A PostgreSQL server of its own in a temporary directory, from the newest version that is installed. */
export interface PostgresServer {
  /** URL of a new, empty database. */
  createDatabase(): Promise<string>;
  /** As a crash ends it: at once, with every connection. */
  kill(): void;
  /** On the same data, until it answers. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian keeps the server's programs out of PATH. */
export function findPostgres(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return (
    versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ??
    null
  );
}

export async function startPostgres(bin: string): Promise<PostgresServer> {
  const dir = mkdtempSync(join(tmpdir(), 'examus-postgres-'));
  // PostgreSQL refuses to run as root; its Debian package brings the user.
  const asUser = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  if (asUser.length > 0) chownSync(dir, ...idsOf('postgres'));
  const run = (program: string, ...args: string[]): [string, string[]] => {
    const [command, ...rest] = [...asUser, join(bin, program), ...args];
    return [command!, rest];
  };
  const data = join(dir, 'data');
  execFileSync(...run('initdb', '-D', data, '-A', 'trust', '-U', 'examus', '-E', 'UTF8', '--no-sync'), {
    stdio: 'pipe',
    cwd: dir,
  });
  const port = await freePort();
  const start = () =>
    spawn(
      ...run('postgres', '-D', data, '-k', dir, '-h', '127.0.0.1', '-p', String(port), '-c', 'fsync=off'),
      { stdio: 'ignore', cwd: dir },
    );
  let server = start();
  const url = (database: string) => `postgres://examus@127.0.0.1:${port}/${database}`;
  await untilReady(url('postgres'));
  let made = 0;
  return {
    async createDatabase() {
      const name = `examus_${++made}`;
      await query(url('postgres'), `create database ${name}`);
      return url(name);
    },
    kill() {
      execFileSync(...run('pg_ctl', 'kill', 'KILL', postmasterOf(data)), { stdio: 'pipe', cwd: dir });
    },
    async startAgain() {
      server = start();
      await untilReady(url('postgres'));
    },
    async stop() {
      const ended = new Promise((done) => server.once('exit', done));
      // pg_ctl knows the postmaster's own process; ours may be runuser, which would not pass a signal on.
      execFileSync(...run('pg_ctl', 'stop', '-D', data, '-m', 'immediate'), { stdio: 'pipe', cwd: dir });
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const postmasterOf = (data: string): string =>
  readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]!;

const idsOf = (user: string): [number, number] => [
  Number(execFileSync('id', ['-u', user])),
  Number(execFileSync('id', ['-g', user])),
];

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

async function untilReady(url: string): Promise<void> {
  const giveUpAt = Date.now() + 30_000;
  for (;;) {
    try {
      return await query(url, 'select 1');
    } catch (error) {
      if (Date.now() > giveUpAt) throw new Error('PostgreSQL did not start within 30 s', { cause: error });
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
