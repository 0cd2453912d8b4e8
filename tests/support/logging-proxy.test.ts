import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LoggingProxy, startLoggingProxy } from './logging-proxy.ts';

const server = createServer((asked, answer) => asked.resume().on('end', () => answer.end('ok')));
let proxy: LoggingProxy;
let port: number;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
  proxy = await startLoggingProxy();
});
afterAll(async () => {
  await proxy.close();
  server.close();
});

const put = (url: string, bytes: number): Promise<number> =>
  new Promise((answered, failed) => {
    const [host, proxyPort] = proxy.address.split(':');
    const through = { host, port: proxyPort, method: 'PUT', path: url, headers: { host: new URL(url).host } };
    request(through, (answer) => answer.resume().on('end', () => answered(answer.statusCode!)))
      .on('error', failed)
      .end(Buffer.alloc(bytes));
  });

it('counts what goes up to a port of this machine, headers too', async () => {
  expect(await put(`http://127.0.0.1:${port}/a`, 10_000)).toBe(200);
  expect(await put(`http://127.0.0.1:${port}/b`, 5000)).toBe(200);
  expect(proxy.sentTo(port)).toBeGreaterThan(15_100);
  expect(proxy.sentTo(port)).toBeLessThan(16_000);
  expect(proxy.sentTo(1)).toBe(0);
});

it('refuses and notes what would leave the machine', async () => {
  expect(await put('http://exam.example.edu/c', 10)).toBe(403);
  expect(proxy.refused).toEqual(['exam.example.edu:80']);
});
