import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { LIVE_PATH, PING_MS, type ToStudent } from '../../src/protocol/live.ts';
import { packStill, type StillStream } from '../../src/protocol/still.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import type { Student } from './exam-actors.ts';
import type { TestServer } from './harness.ts';

/** Gives the WebP that stands for a camera or a screen at this moment. */
export type PictureOf = (stream: StillStream) => Uint8Array<ArrayBuffer>;

/** The far end of a student's socket: sends stills as it is asked to, and pings. */
export class SimulatedMachine {
  readonly sessionId: Student['sessionId'];
  readonly #socket: WebSocket;
  readonly #picture: PictureOf;
  /** Bytes of stills so far. */
  sent = 0;
  /** Stills come so many times as often as they were asked for. */
  haste = 1;
  #everyMs: number | null = null;

  /** @param student whose session is open, whatever its phase */
  static async open(
    server: TestServer,
    { sessionId, uploadToken }: Student,
    picture: PictureOf,
    signal: AbortSignal,
  ): Promise<SimulatedMachine> {
    const { ticket } = await server.call('sessionTicket', { params: { sessionId }, query: {} }, uploadToken);
    return new SimulatedMachine(sessionId, await openSocket(server, ticket), picture, signal);
  }

  private constructor(
    sessionId: Student['sessionId'],
    socket: WebSocket,
    picture: PictureOf,
    signal: AbortSignal,
  ) {
    this.sessionId = sessionId;
    this.#socket = socket;
    this.#picture = picture;
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ToStudent;
      if (message.type === 'look') this.#everyMs = message.stills?.everyMs ?? null;
    });
    const send = () => {
      const message = { type: 'ping', sentAt: Date.now(), capturing: true, savedUpTo: Date.now() };
      socket.send(JSON.stringify(message));
    };
    send();
    const ping = setInterval(send, PING_MS);
    signal.addEventListener('abort', () => (clearInterval(ping), socket.terminate()), { once: true });
    void this.#sendStills(signal);
  }

  async #sendStills(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const everyMs = this.#everyMs;
      if (everyMs !== null) for (const stream of ['camera', 'screen'] as const) this.#send(stream);
      await pause(everyMs === null ? 200 : everyMs / this.haste);
    }
  }

  #send(stream: StillStream): void {
    const webp = this.#picture(stream);
    const bytes = packStill({ sessionId: this.sessionId, stream, at: Date.now(), webp });
    this.sent += bytes.length;
    this.#socket.send(bytes);
  }
}

export async function openSocket(server: TestServer, ticket: string): Promise<WebSocket> {
  const query = new URLSearchParams({ ticket, protocol: String(PROTOCOL_VERSION) });
  const socket = new WebSocket(`${server.origin.replace(/^http/, 'ws')}${LIVE_PATH}?${query}`);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  return socket;
}
