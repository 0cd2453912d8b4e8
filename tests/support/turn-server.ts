import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './exam-server.ts';
import { until } from './wait.ts';

/** A real coturn on this machine (Debian: `coturn`). */
export interface TurnServer {
  url: string;
  secret: string;
  log: () => string;
  stop: () => Promise<void>;
}

export async function startTurnServer(): Promise<TurnServer> {
  const dir = await mkdtemp(join(tmpdir(), 'examus-turn-'));
  const port = await freePort();
  const secret = 'a-secret-of-tests';
  const args = ['-n', '--log-file=stdout', '--no-cli', '--no-tls', '--no-dtls', '--fingerprint', '--verbose'];
  args.push('--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=examus.test');
  args.push('--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', `--listening-port=${port}`);
  // Both ends are on this machine, which coturn takes for an attack elsewhere.
  args.push('--allow-loopback-peers', `--userdb=${join(dir, 'turndb')}`, `--pidfile=${join(dir, 'pid')}`);
  const child = spawn('turnserver', args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  let failure: Error | null = null;
  child.once('error', (error) => (failure = error));
  await until('coturn to answer', async () => {
    if (failure) throw failure;
    return answersStun(port);
  });
  return {
    url: `turn:127.0.0.1:${port}?transport=udp`,
    secret,
    log: () => output,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A STUN binding request (RFC 8489) is answered. */
function answersStun(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  const request = Buffer.alloc(20);
  request.writeUInt16BE(1, 0);
  request.writeUInt32BE(0x2112a442, 4);
  return new Promise((done) => {
    const timer = setTimeout(() => finish(false), 300);
    const finish = (isThere: boolean) => {
      clearTimeout(timer);
      socket.close();
      done(isThere);
    };
    socket.once('message', () => finish(true));
    socket.once('error', () => finish(false));
    socket.send(request, port, '127.0.0.1');
  });
}
