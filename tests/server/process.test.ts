import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { api } from '../../src/shared/api-client.ts';
import { demoSetup } from './harness.ts';

const main = resolve(import.meta.dirname, '../../src/server/main.ts');
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Running {
  child: ChildProcess;
  origin: string;
  output: () => string;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

function run(args: string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended: Running['ended'] = new Promise((done) =>
    child.once('close', (code, signal) => done({ code, signal })),
  );
  return { child, output: () => output, ended };
}

async function start(dataDir: string, more: string[] = []): Promise<Running> {
  const process = run(['--data', dataDir, '--port', '0', ...more]);
  const origin = await new Promise<string>((done, failed) => {
    const look = () => {
      const url = /^listening on (\S+)$/m.exec(process.output())?.[1];
      if (url !== undefined) done(url);
    };
    process.child.stdout!.on('data', look);
    void process.ended.then(() => failed(new Error(process.output())));
  });
  return { ...process, origin };
}

const newDir = () => mkdtempSync(join(tmpdir(), 'examus-process-'));

test('it starts, serves, says what PGlite does not promise, and ends orderly', async () => {
  const server = await start(newDir());
  expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
  expect(server.output()).toContain('never calls fsync');
  server.child.kill('SIGTERM');
  expect(await server.ended).toEqual({ code: 0, signal: null });
});

test('killed at any moment it comes back with what it had', async () => {
  const dir = newDir();
  const setup = join(dir, 'setup.json');
  writeFileSync(setup, JSON.stringify(demoSetup()));
  const first = await start(dir, ['--setup', setup]);
  const before = await api({ origin: first.origin }, 'serverInfo', {});
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await start(dir);
  expect((await api({ origin: second.origin }, 'serverInfo', {})).institutions).toEqual(before.institutions);
});

test('a second server keeps off the data of the first', async () => {
  const dir = newDir();
  await start(dir);
  const second = run(['--data', dir, '--port', '0']);
  expect((await second.ended).code).toBe(1);
  expect(second.output()).toContain('another server works there');
});

test('codes, tokens and tickets of a request do not reach the log', async () => {
  const server = await start(newDir());
  const secret = 'S3CRET-that-must-not-be-logged';
  await fetch(`${server.origin}/auth/callback?code=${secret}&state=${secret}`);
  await fetch(`${server.origin}/api/v1/live?ticket=${secret}&protocol=1`);
  await fetch(`${server.origin}/api/v1/me`, {
    headers: {
      'examus-protocol': '1',
      authorization: `Bearer ${secret}`,
      cookie: `examus_console=${secret}`,
    },
  });
  await fetch(`${server.origin}/api/v1/auth/token`, {
    method: 'POST',
    headers: { 'examus-protocol': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ code: secret, verifier: secret }),
  });
  server.child.kill('SIGTERM');
  await server.ended;
  expect(server.output()).toContain('/auth/callback');
  expect(server.output()).not.toContain(secret);
});

test.each([
  [['--port', '0'], '--data DIR is missing'],
  [['--data', '/tmp/x', '--port', 'many'], '--port many'],
  [['--data', '/dev/null/x', '--port', '0'], '/dev/null/x'],
  [['--data', '/tmp/x', '--port', '0', '--setup', '/nowhere.json'], '/nowhere.json'],
])('a mistake is told and nothing starts: %j', async (args, told) => {
  const process = run(args);
  expect((await process.ended).code).toBe(1);
  expect(process.output()).toContain(told);
});
