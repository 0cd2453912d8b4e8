import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Certificate, makeAuthority, makeCertificate } from '../../scripts/certificates.ts';
import { LIVE_PATH } from '../../src/protocol/live.ts';
import { hashToken, issueToken } from '../../src/server/auth/tokens.ts';
import { readTls } from '../../src/server/http/tls.ts';
import { until } from '../support/wait.ts';
import { startServer, type TestServer } from './harness.ts';

const dir = mkdtempSync(join(tmpdir(), 'examus-tls-'));
const files = { certPath: join(dir, 'server.pem'), keyPath: join(dir, 'server-key.pem') };
const write = ({ cert, key }: Certificate) => {
  writeFileSync(files.certPath, cert);
  writeFileSync(files.keyPath, key);
};
let authority: Certificate;
let server: TestServer;

beforeAll(async () => {
  authority = await makeAuthority();
  write(await makeCertificate(authority, ['127.0.0.1', 'localhost']));
  server = await startServer({ config: { tls: files } });
});
afterAll(async () => {
  await server?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** What the server answers a client that believes our authority alone, and the certificate it showed. */
const get = (path: string, agent?: Agent) =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; fingerprint: string; port: number }>(
    (done, failed) => {
      const call = request(
        server.origin + path,
        { ca: authority.cert, agent: agent ?? new Agent({ maxCachedSessions: 0 }) },
        (response) => {
          const socket = response.socket as TLSSocket;
          const { fingerprint256 } = socket.getPeerCertificate();
          const { port } = socket.address() as AddressInfo;
          response.resume().once('end', () =>
            done({
              status: response.statusCode!,
              headers: response.headers,
              fingerprint: fingerprint256,
              port,
            }),
          );
        },
      );
      call.once('error', failed).end();
    },
  );

test('the server speaks https itself and says that it always will', async () => {
  expect(server.origin).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const { status, headers } = await get('/api/v1/time');
  expect(status).toBe(426);
  expect(headers['strict-transport-security']).toContain('max-age=31536000');
  await expect(fetch(`${server.origin}/healthz`)).rejects.toThrow();
});

test('a socket runs over it', async () => {
  const { db, now } = server.services;
  const proctor = await db
    .selectFrom('people')
    .select('id')
    .where('userName', '=', 'proctor')
    .executeTakeFirstOrThrow();
  const login = await issueToken(db, { kind: 'login', now: now(), ttlMs: 60_000, personId: proctor.id });
  const data = { role: 'proctor', by: hashToken(login.token) };
  const { token } = await issueToken(db, {
    kind: 'ticket',
    now: now(),
    ttlMs: 30_000,
    personId: proctor.id,
    data,
  });
  const query = new URLSearchParams({ ticket: token, protocol: '1' });
  const socket = new WebSocket(`${server.origin.replace('https', 'wss')}${LIVE_PATH}?${query}`, {
    ca: authority.cert,
  });
  await new Promise((done, failed) => socket.once('open', done).once('error', failed));
  socket.close();
});

test('a renewed certificate is taken over, half of one is not, and no connection is dropped', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const before = await get('/healthz', agent);
  const renewed = await makeCertificate(authority, ['127.0.0.1', 'localhost']);
  writeFileSync(files.certPath, renewed.cert);
  await expect(readTls(files)).rejects.toThrow('the key is not that of the certificate');
  expect((await get('/healthz')).fingerprint).toBe(before.fingerprint);
  writeFileSync(files.keyPath, renewed.key);
  await until('the new certificate', async () => (await get('/healthz')).fingerprint !== before.fingerprint, {
    timeoutMs: 15_000,
  });
  const after = await get('/healthz', agent);
  expect([after.port, after.fingerprint]).toEqual([before.port, before.fingerprint]);
  agent.destroy();
});

test('a server that cannot speak TLS does not start', async () => {
  await expect(
    startServer({ config: { tls: { ...files, keyPath: join(dir, 'nowhere.pem') } } }),
  ).rejects.toThrow('--tls-key');
});
