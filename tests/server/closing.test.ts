import { connect } from 'node:net';
import { test } from 'vitest';
import { until } from '../support/wait.ts';
import { startServer } from './harness.ts';

test('a server that closes answers what it was asked, and does not wait for clients that stay connected', async () => {
  const server = await startServer();
  const { port } = new URL(server.origin);
  const socket = connect(Number(port), '127.0.0.1');
  let heard = '';
  socket.on('data', (bytes) => (heard += String(bytes)));
  const head = ['POST /api/v1/auth/token HTTP/1.1', 'host: 127.0.0.1', 'content-type: application/json'];
  socket.write([...head, 'content-length: 2', 'expect: 100-continue', '', ''].join('\r\n'));
  await until('the server to take the request', () => heard.includes('100 Continue'));
  const closing = server.close();
  socket.write('{}');
  await until('the answer', () => heard.includes('"error"'));
  // The client goes on holding its connection: Node alone would wait for more than a minute.
  await closing;
  socket.destroy();
});
