import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isTaken, takeCall } from './plugin-api.ts';
import { PluginEntries } from './plugin-entries.ts';

export interface Webhook {
  method: string;
  /** `review`, `schedule`, or the path of another URL. */
  what: string;
  body: Record<string, unknown>;
  /** Claims of the Authorization header. */
  token: Record<string, unknown>;
  headers: IncomingMessage['headers'];
  at: number;
}
/** How the next webhook is answered; `drop` cuts the line, `hang` never answers. */
export type Answer = { status?: number; body?: string; headers?: Record<string, string> } | 'drop' | 'hang';

/** `api.php` of the plugin (facts, section 2), with its answers and traps: listens where Moodle would. */
export class PluginSide {
  readonly #server: Server;
  readonly #secrets: string[];
  readonly entries = new PluginEntries();
  readonly hooks: Webhook[] = [];
  readonly #answers: { what: string; sessionId: string; answer: Answer }[] = [];
  wwwroot = '';

  constructor(secrets: string[]) {
    this.#secrets = secrets;
    this.#server = createServer((request, response) => {
      this.#take(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    // In a sub-directory, as Moodle may be installed.
    this.wwwroot = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/moodle`;
  }
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** The next webhooks of this kind about that entry are answered so, in order; then normally again. */
  answerNext(what: string, sessionId: string, ...answers: Answer[]): void {
    this.#answers.push(...answers.map((answer) => ({ what, sessionId, answer })));
  }
  /** A secret that an integration was given later. */
  learn(secret: string): void {
    this.#secrets.push(secret);
  }
  forget(secret: string): void {
    this.#secrets.splice(this.#secrets.indexOf(secret), 1);
  }
  of(what: string, lmsSessionId: string): Webhook[] {
    return this.hooks.filter((hook) => hook.what === what && hook.body['sessionId'] === lmsSessionId);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://plugin');
    const call = await takeCall(this.#secrets, {
      authorization: request.headers.authorization,
      text: Buffer.concat(chunks).toString(),
    });
    if (!isTaken(call)) return void response.writeHead(call.status ?? 200).end(call.body);
    const { body, token } = call;
    const isApi = url.pathname === '/moodle/availability/condition/examus2/api.php';
    const method = url.searchParams.get('method');
    const what = isApi ? (method ?? '') : url.pathname;
    this.hooks.push({
      method: request.method ?? '',
      what,
      body,
      token,
      headers: request.headers,
      at: Date.now(),
    });
    const planned = this.#answers.findIndex(
      (one) => one.what === what && one.sessionId === body['sessionId'],
    );
    const [next] = planned === -1 ? [] : this.#answers.splice(planned, 1);
    const answer: Answer = next?.answer ?? (isApi ? this.entries.call(method, body) : { body: '' });
    if (answer === 'hang') return;
    if (answer === 'drop') return void request.socket.destroy();
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
  }
}
