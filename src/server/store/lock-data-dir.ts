import { createHash } from 'node:crypto';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';

/**
 * Keeps a second server off a data directory: two PGlites on the same files destroy them, and a second `npm run
 * server` would get as far as that before it finds its port taken. A listening socket, because the system itself takes
 * it away from a process that died (a lock file would stay). Its path is short whatever the directory is called:
 * socket paths end at 104 bytes.
 */
export async function lockDataDir(dir: string): Promise<{ release: () => Promise<void> }> {
  await mkdir(dir, { recursive: true });
  const name = `examus-${createHash('sha256')
    .update(await realpath(dir))
    .digest('hex')
    .slice(0, 24)}`;
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  const server = await listen(path).catch(async (error: unknown) => {
    if (!isInUse(error)) throw error;
    if (await answers(path)) throw taken(dir);
    await rm(path, { force: true });
    return listen(path).catch(() => Promise.reject(taken(dir)));
  });
  return { release: () => new Promise((done) => server.close(() => done())) };
}

const taken = (dir: string) =>
  new ConfigError(
    `--data ${dir}: another server works there; end it, or give each server PostgreSQL by DATABASE_URL`,
  );

function listen(path: string): Promise<Server> {
  return new Promise((done, failed) => {
    const server = createServer((socket) => socket.destroy()).once('error', failed);
    server.listen(path, () => done(server.unref()));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path)
      .once('connect', () => {
        socket.destroy();
        done(true);
      })
      .once('error', () => done(false));
  });
}

const isInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
