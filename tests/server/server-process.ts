import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { clientOf } from '../../src/shared/call-route.ts';
import { routes } from '../../src/protocol/api.ts';
import type { Services } from '../../src/server/context.ts';
import { giveEmptyDatabase } from '../support/empty-database.ts';
import { signIn, type TestServer } from './harness.ts';

const api = clientOf(routes);

const main = resolve(import.meta.dirname, '../../src/server/main.ts');

/** A server that is a process of its own, so that it can be killed. */
export interface ServerProcess {
  server: TestServer;
  /** What it wrote so far. */
  output(): string;
  /** As the kernel or a power cut ends it: at once, wherever it is. */
  kill: () => Promise<void>;
}

export async function startServerProcess(options: {
  dataDir: string;
  setupPath: string;
  databaseUrl: string | undefined;
  /** More of Node's and of the server's command line. */
  nodeArgs?: readonly string[];
  args?: readonly string[];
}): Promise<ServerProcess> {
  const { dataDir, setupPath, databaseUrl, nodeArgs = [], args = [] } = options;
  if (databaseUrl === undefined) await giveEmptyDatabase(dataDir);
  const own = ['--data', dataDir, '--port', '0', '--setup', setupPath];
  const child = spawn(process.execPath, [...nodeArgs, main, ...own, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const origin = await listeningOrigin(child, ended, () => output);
  return { server: testClientOf(origin, dataDir, kill), output: () => output, kill };
}

function listeningOrigin(child: ChildProcess, ended: Promise<void>, output: () => string): Promise<string> {
  return new Promise((done, failed) => {
    child.stdout!.on('data', () => {
      const url = /^listening on (\S+)$/m.exec(output())?.[1];
      if (url !== undefined) done(url);
    });
    void ended.then(() => failed(new Error(output())));
  });
}

const testClientOf = (origin: string, dataDir: string, close: () => Promise<void>): TestServer => ({
  origin,
  dataDir,
  // Over there are no services to reach into; its clock is this machine's.
  services: { now: Date.now } as Services,
  turnClock: () => {
    throw new Error('the clock of another process cannot be turned');
  },
  call: (name, input, token, options) => api({ origin, token }, name, input, options),
  signIn: (userName, password, institution = 'examus') => signIn(origin, institution, userName, password),
  close,
});
