import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchBrowser } from '../../tests/support/browser.ts';
import { layLine } from '../../tests/support/line.ts';

/** What it costs to send so many bytes at the least: a page that PUTs each body to its own plain server. */
export async function sentByPlainPut(sizes: readonly number[]): Promise<number> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>'));
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const line = await layLine(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { browser, close } = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(line.origin, { waitUntil: 'networkidle0' });
    const before = line.sent();
    await page.evaluate(async (sizes) => {
      for (const size of sizes) await fetch('/', { method: 'PUT', body: new Uint8Array(size) });
    }, sizes);
    return line.sent() - before;
  } finally {
    await close();
    await line.close();
    server.close();
    server.closeAllConnections();
  }
}
