import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type * as v from 'valibot';
import type { setupFile } from '../../src/protocol/setup-file.ts';
import { serversAtHand } from './at-hand.ts';
import { startChild } from './child.ts';
import { giveEmptyDatabase } from './empty-database.ts';
import { until } from './wait.ts';

export const root = resolve(import.meta.dirname, '../..');
export type Setup = v.InferInput<typeof setupFile>;

export interface ExamServer {
  origin: string;
  log: () => string;
  /** `SIGKILL` = as the kernel or a power cut ends it. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Starts the real server as its own process and waits until it is ready. */
export async function startExamServer(options: {
  dataDir: string;
  port: number;
  setup: Setup;
  /** Built console; the server's own default without it. */
  consoleDir?: string | undefined;
  /** How people reach it, when something stands before it. */
  publicOrigin?: string | undefined;
  env?: Record<string, string>;
  /** More of the command line. */
  args?: readonly string[];
}): Promise<ExamServer> {
  if ((options.env?.['DATABASE_URL'] ?? process.env['DATABASE_URL']) === undefined)
    await giveEmptyDatabase(options.dataDir);
  const setupPath = resolve(options.dataDir, '..', `setup-${options.port}.json`);
  await writeFile(setupPath, JSON.stringify(options.setup, null, 2), { mode: 0o600 });
  const args = ['--data', options.dataDir, '--port', String(options.port), '--setup', setupPath];
  args.push(...(options.args ?? []));
  if (options.consoleDir !== undefined) args.push('--console', options.consoleDir);
  if (options.publicOrigin !== undefined) args.push('--public-url', options.publicOrigin);
  const child = startChild(process.execPath, ['src/server/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...options.env },
  });
  const origin = `http://127.0.0.1:${options.port}`;
  try {
    await until(
      'the exam server to be ready',
      async () => {
        if (child.process.exitCode !== null) return true;
        return (await fetch(`${origin}/readyz`)).ok;
      },
      { timeoutMs: 60_000 },
    );
    if (child.process.exitCode !== null) throw new Error('the exam server ended at once');
  } catch (error) {
    await child.stop();
    throw new Error(`exam server: ${String(error)}\n${child.output()}`, { cause: error });
  }
  const forget = serversAtHand.add('server', { log: child.output });
  return {
    origin,
    log: child.output,
    stop: (signal) => {
      forget();
      return child.stop(signal);
    },
  };
}

/** A port that nobody listens on now. Another may take it before we do; then the start fails and says so. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
