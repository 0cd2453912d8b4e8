import { once } from 'node:events';
import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { readDelivery } from '../../src/server/recordings/read-delivery.ts';
import { lapse } from '../support/wait.ts';

/** A piece of a recording that the server said it has. */
export interface Acknowledged {
  /** `camera/0/3` */
  name: string;
  sha256: string;
  /** First frame, milliseconds since 1970. */
  startAt: number;
  at: number;
}

const DELIVERY = /\/deliveries$/;
const PIECE = /\/recordings\/(\w+\/\d+\/\d+)$/;

/**
 * The line between the student's computer and the exam server. It knows what was acknowledged, and it can be cut, made
 * slow, or deliver pieces again and in another order.
 */
export class Middle {
  readonly acknowledged: Acknowledged[] = [];
  /** Answers to pieces by status. */
  readonly answers = new Map<number, number>();
  readonly #server = createServer((request, response) => void this.#pass(request, response));
  readonly #sockets = new Set<Socket>();
  #serverPort = 0;
  #isCut = false;
  #bytesPerSecond = Number.POSITIVE_INFINITY;
  #freeAt = 0;
  #isDisorderly = false;
  #sendings = 0;

  private constructor() {
    this.#server.on('connection', (socket) => {
      if (this.#isCut) return void socket.destroy();
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
  }

  static async open(): Promise<Middle> {
    const middle = new Middle();
    middle.#server.listen(0, '127.0.0.1');
    await once(middle.#server, 'listening');
    return middle;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  leadTo(serverPort: number): void {
    this.#serverPort = serverPort;
  }

  cut(): void {
    this.#isCut = true;
    this.#sockets.forEach((socket) => socket.destroy());
  }
  mend(): void {
    this.#isCut = false;
  }
  /** What goes up, in all. */
  limit(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond;
    this.#freeAt = 0;
  }
  /** From now on every piece arrives three times: twice, every second time late, and again behind its successors. */
  beDisorderly(): void {
    this.#isDisorderly = true;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) {
        await this.#take(chunk.length);
        chunks.push(chunk);
      }
      const body = Buffer.concat(chunks);
      const pieces = piecesIn(request, body);
      if (pieces.length > 0 && this.#isDisorderly) {
        if (this.#sendings++ % 2 === 0) await lapse(5000);
        await this.#send(request, body);
        // And once more behind its successors.
        void lapse(6000)
          .then(() => this.#send(request, body))
          .catch(() => undefined);
      }
      const answer = await this.#send(request, body);
      if (this.#isCut) return;
      for (const piece of pieces) this.#note(piece, answer.status);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      response.destroy();
    }
  }

  #note(piece: Omit<Acknowledged, 'at'>, status: number): void {
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
    if (status === 200) this.acknowledged.push({ ...piece, at: Date.now() });
  }

  async #send(request: IncomingMessage, body: Buffer) {
    const onward = httpRequest({
      host: '127.0.0.1',
      port: this.#serverPort,
      method: request.method,
      path: request.url,
      headers: request.headers,
      // A connection kept open would be a dead one after the server was killed.
      agent: false,
    });
    onward.end(body);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
    const { 'transfer-encoding': _, connection: __, ...headers } = answer.headers;
    return { status: answer.statusCode ?? 502, headers, body: Buffer.concat(chunks) };
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const onward = connect(this.#serverPort, '127.0.0.1', () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let i = 0; i < request.rawHeaders.length; i += 2) {
        lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
      }
      onward.write(`${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket);
      void this.#pour(socket, onward);
    });
    const end = () => {
      onward.destroy();
      socket.destroy();
    };
    onward.on('error', end).on('close', end);
    socket.on('error', end).on('close', end);
  }

  async #pour(from: Duplex, to: Socket): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        await this.#take(chunk.length);
        to.write(chunk);
      }
      to.end();
    } catch {
      to.destroy();
    }
  }

  /** Waits until so many bytes went over the line. */
  async #take(bytes: number): Promise<void> {
    if (this.#bytesPerSecond === Number.POSITIVE_INFINITY) return;
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + (bytes / this.#bytesPerSecond) * 1000;
    await lapse(this.#freeAt - now);
  }
}

/** The pieces of recordings that a request carries. */
function piecesIn({ method, url = '', headers }: IncomingMessage, body: Buffer): Omit<Acknowledged, 'at'>[] {
  if (method === 'POST' && DELIVERY.test(url)) {
    return readDelivery(body).pieces.map(({ facts: { kind, epoch, seq, sha256, startAt } }) => ({
      name: `${kind}/${epoch}/${seq}`,
      sha256,
      startAt,
    }));
  }
  const name = method === 'PUT' ? PIECE.exec(url)?.[1] : undefined;
  if (name === undefined) return [];
  return [{ name, sha256: String(headers['examus-sha256']), startAt: Number(headers['examus-start-at']) }];
}
