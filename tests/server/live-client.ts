import { WebSocket } from 'ws';
import { LIVE_PATH } from '../../src/protocol/live.ts';
import type { TestServer } from './harness.ts';

interface Received {
  type: string;
  [member: string]: unknown;
}
const PATIENCE_MS = 5000;

/** The far end of a live socket. */
export class LiveClient {
  readonly received: Received[] = [];
  /** All that ever came, looked at or not. */
  readonly everything: Received[] = [];
  /** Binary frames. */
  readonly stills: Uint8Array<ArrayBuffer>[] = [];
  closeCode: number | null = null;
  readonly #socket: WebSocket;
  #wake = () => {};

  constructor(server: Pick<TestServer, 'origin'>, query: Record<string, string>) {
    const url = `${server.origin.replace(/^http/, 'ws')}${LIVE_PATH}?${new URLSearchParams(query)}`;
    this.#socket = new WebSocket(url);
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.stills.push(Uint8Array.from(data));
      else {
        const message = JSON.parse(data.toString()) as Received;
        this.received.push(message);
        this.everything.push(message);
      }
      this.#wake();
    });
    this.#socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
    this.#socket.on('error', () => {});
  }
  /** Resolves with the HTTP status: 101 when the socket is open. */
  opened(): Promise<number> {
    return new Promise((done) => {
      this.#socket.once('open', () => done(101));
      this.#socket.once('unexpected-response', (_, response) => done(response.statusCode ?? 0));
    });
  }
  send(message: unknown): void {
    const isPlain = typeof message === 'string' || message instanceof Uint8Array;
    this.#socket.send(isPlain ? message : JSON.stringify(message));
  }
  /** The next still not looked at yet. */
  async nextStill(): Promise<Uint8Array<ArrayBuffer>> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (this.stills.length === 0) {
      if (this.closeCode !== null || Date.now() > giveUpAt)
        throw new Error(`no still; closed: ${this.closeCode}`);
      await this.#change(giveUpAt);
    }
    return this.stills.shift()!;
  }
  /** The first message of this kind not looked at yet; earlier ones of other kinds are passed over. */
  async next(type: string, wanted: (message: Received) => boolean = () => true): Promise<Received> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const index = this.received.findIndex((message) => message.type === type && wanted(message));
      if (index >= 0) return this.received.splice(0, index + 1).at(-1)!;
      if (this.closeCode !== null || Date.now() > giveUpAt) {
        throw new Error(
          `no ${type}; closed: ${this.closeCode}; received: ${JSON.stringify(this.received).slice(0, 500)}`,
        );
      }
      await this.#change(giveUpAt);
    }
  }
  async closed(): Promise<number> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (this.closeCode === null) {
      if (Date.now() > giveUpAt) throw new Error('the socket stays open');
      await this.#change(giveUpAt);
    }
    return this.closeCode;
  }
  #change(giveUpAt: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, Math.max(0, giveUpAt - Date.now()) + 1);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
  close(): void {
    this.#socket.close();
  }
}
