import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Recorded } from '../../tests/e2e/console-recordings.ts';

const ffmpeg = (...args: string[]) =>
  promisify(execFile)('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args]);

/**
 * The same recording as one `.webm` of so many seconds: VP8 and Opus at the same bit rates, a key frame every four
 * seconds, and with an index at its end, which a browser's own recorder would leave out.
 */
export async function makeWebm(
  dir: string,
  name: string,
  { pieces }: Recorded,
  seconds: number,
): Promise<string> {
  const [once, looped] = [join(dir, `${name}-once.webm`), join(dir, `${name}.webm`)];
  const source = join(dir, `${name}.mp4`);
  await writeFile(source, Buffer.concat(pieces.map(({ bytes }) => bytes)));
  const video = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '100k'];
  const keyFrames = ['-force_key_frames', 'expr:gte(t,n_forced*4)'];
  await ffmpeg('-i', source, ...video, ...keyFrames, '-c:a', 'libopus', '-b:a', '24k', once);
  await ffmpeg('-stream_loop', '-1', '-i', once, '-t', String(seconds), '-c', 'copy', looped);
  return looped;
}

/** Serves the files by their places in the list, with ranges, and a page of nothing but their players. */
export async function servePlainPlayers(
  files: readonly string[],
): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const file = files[Number(request.url?.slice(1) || 'NaN')];
    if (file === undefined) {
      const players = files.map((_, index) => `<video src="/${index}" preload="auto" muted></video>`);
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html>${players.join('')}`);
      return;
    }
    void stat(file).then(({ size }) => {
      const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
      const [start, end] = [Number(from), to === '' ? size - 1 : Number(to)];
      response.writeHead(206, {
        'content-type': 'video/webm',
        'accept-ranges': 'bytes',
        'content-range': `bytes ${start}-${end}/${size}`,
        'content-length': end - start + 1,
      });
      const stream = createReadStream(file, { start, end }).pipe(response);
      response.on('close', () => stream.destroy());
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
