import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface LoggingProxy {
  /** For `--proxy-server`. */
  address: string;
  /** `host:port` of every request that wanted to leave the machine, in order. All were refused. */
  refused: string[];
  /** Bytes that went to this port of this machine so far, with every header. */
  sentTo: (port: number) => number;
  close: () => Promise<void>;
}

/** Takes every request of a browser, lets those to this machine through and refuses and notes the others. */
export async function startLoggingProxy(): Promise<LoggingProxy> {
  const refused: string[] = [];
  const sent = new Map<number, number>();
  const count: Count = (port, bytes) => sent.set(port, (sent.get(port) ?? 0) + bytes);
  const server = createServer((request, response) => passOn(request, response, refused, count));
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    openTunnel(request, socket, head, refused, count);
  });
  // A WebSocket in clear text may come as an upgrade instead of a tunnel.
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    refused.push(`upgrade ${request.url ?? ''}`);
    socket.end('HTTP/1.1 501 Not Implemented\r\n\r\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    sentTo: (port) => sent.get(port) ?? 0,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/.test(host);

type Count = (port: number, bytes: number) => void;

/** What of a connection's bytes has been counted: one carries requests to several places after each other. */
const counted = new WeakMap<Duplex, number>();

function passOn(request: IncomingMessage, response: ServerResponse, refused: string[], count: Count): void {
  const url = URL.canParse(request.url ?? '') ? new URL(request.url!) : null;
  if (!url || !isLoopback(url.hostname)) {
    refused.push(url ? `${url.hostname}:${url.port || 80}` : `${request.url}`);
    response.writeHead(403, { connection: 'close' }).end();
    return;
  }
  const onward = httpRequest(
    {
      host: '127.0.0.1',
      port: url.port || 80,
      method: request.method,
      path: url.pathname + url.search,
      headers: request.headers,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  request.on('close', () => {
    const { socket } = request;
    count(Number(url.port || 80), socket.bytesRead - (counted.get(socket) ?? 0));
    counted.set(socket, socket.bytesRead);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

function openTunnel(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  refused: string[],
  count: Count,
): void {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(request.url ?? '') ?? [];
  if (!isLoopback(host)) {
    refused.push(`${host}:${port}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    return;
  }
  const onward = connect(Number(port), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    onward.write(head);
    onward.pipe(socket);
    socket.on('data', (bytes: Buffer) => count(Number(port), bytes.length));
    socket.pipe(onward);
  });
  const end = () => {
    onward.destroy();
    socket.destroy();
  };
  onward.on('error', end).on('close', end);
  socket.on('error', end).on('close', end);
}
