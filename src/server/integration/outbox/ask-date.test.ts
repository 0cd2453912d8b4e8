import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askDate } from './ask-date.ts';

let asked = 0;
const server = createServer((_request, response) => {
  asked++;
  response.end();
});
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => void server.close());

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const options = (allowPrivate: boolean) => ({ allowPrivate, signal: AbortSignal.timeout(5000) });

it('reads the time of an answer', async () => {
  expect(Math.abs((await askDate(url(), options(true)))! - Date.now())).toBeLessThan(5000);
});

it.each(['https://127.0.0.1/', 'https://[::1]/', 'https://169.254.169.254/', 'https://localhost/'])(
  'never asks %s, which is an inner address',
  async (address) => {
    await expect(askDate(address, options(false))).rejects.toThrow(/private address/);
  },
);

it('asks over https alone, unless an LMS may be private', async () => {
  const before = asked;
  await expect(askDate(url(), options(false))).rejects.toThrow('only https can be called');
  await expect(askDate('file:///etc/passwd', options(true))).rejects.toThrow('only https can be called');
  expect(asked).toBe(before);
});
