import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { launchBrowser } from '../../tests/support/browser.ts';
import { bundleForPage } from '../../tests/support/bundle-for-page.ts';
import { drawScenes } from '../../tests/support/clips/studio.ts';
import type { Samples } from './detect-page.ts';

const SIZE = { width: 640, height: 480 };
const types: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** The page with the built extension's own face worker and the library's bare call, and the browser that shows it. */
export interface SamplePage extends Samples {
  pid: number;
  close: () => Promise<void>;
}

export async function openSamples(extension: string): Promise<SamplePage> {
  const assets = await readdir(join(extension, 'assets'));
  const worker = assets.find((name) => /^face-worker.*\.js$/.test(name));
  if (!worker) throw new Error('the extension was built without a face worker');
  const drawn = await drawScenes(['present'], SIZE.width, SIZE.height);
  const made: Record<string, string | Buffer> = {
    '/page.html': '<!doctype html><title>timing</title>',
    '/raw-worker.js': await bundleForPage(join(import.meta.dirname, 'detect-raw-worker.ts')),
    '/frames.i420': Buffer.concat(drawn.get('present')!.pictures),
  };
  const code = await bundleForPage(join(import.meta.dirname, 'detect-page.ts'));
  const server = await serve(extension, made);
  const { browser, close } = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/page.html`);
  await page.evaluate(code);
  await page.evaluate(
    (...args) =>
      (globalThis as unknown as { openSamples: (...args: unknown[]) => Promise<void> }).openSamples(...args),
    { faceWorker: `/assets/${worker}`, rawWorker: '/raw-worker.js', frames: '/frames.i420' },
    SIZE,
  );
  return {
    pid: browser.process()!.pid!,
    time: (rounds) =>
      page.evaluate((rounds) => (globalThis as unknown as InPage).samples.time(rounds), rounds),
    watch: (looks, everyMs) =>
      page.evaluate((...args) => (globalThis as unknown as InPage).samples.watch(...args), looks, everyMs),
    close: async () => {
      await close();
      server.close();
    },
  };
}
interface InPage {
  samples: Samples;
}

async function serve(dir: string, made: Record<string, string | Buffer>): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const body = made[pathname] ?? readFile(join(dir, normalize(pathname)));
    Promise.resolve(body).then(
      (bytes) => {
        const type = types[extname(pathname)] ?? (pathname.endsWith('.html') ? 'text/html' : '');
        response.setHeader('content-type', type || 'application/octet-stream').end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}
