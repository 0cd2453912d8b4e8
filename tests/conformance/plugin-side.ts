import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';

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
  readonly hooks: Webhook[] = [];
  readonly #answers: { what: string; answer: Answer }[] = [];
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

  /** The next webhooks of this kind are answered so, in order; then normally again. */
  answerNext(what: string, ...answers: Answer[]): void {
    this.#answers.push(...answers.map((answer) => ({ what, answer })));
  }
  of(what: string, lmsSessionId: string): Webhook[] {
    return this.hooks.filter((hook) => hook.what === what && hook.body['sessionId'] === lmsSessionId);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://plugin');
    const token = await this.#tokenOf(request.headers.authorization);
    if (typeof token === 'string') return void response.writeHead(200).end(token);
    const text = Buffer.concat(chunks).toString();
    if (text === '') return void response.writeHead(200).end('No request body');
    const body = JSON.parse(text) as Record<string, unknown>;
    const isApi = url.pathname === '/moodle/availability/condition/examus2/api.php';
    const what = isApi ? (url.searchParams.get('method') ?? '') : url.pathname;
    this.hooks.push({
      method: request.method ?? '',
      what,
      body,
      token,
      headers: request.headers,
      at: Date.now(),
    });
    const planned = this.#answers.findIndex((one) => one.what === what);
    const [next] = planned === -1 ? [] : this.#answers.splice(planned, 1);
    const answer = next?.answer ?? pluginAnswer(what, body);
    if (answer === 'hang') return;
    if (answer === 'drop') return void request.socket.destroy();
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
  }

  async #tokenOf(header: string | undefined): Promise<Record<string, unknown> | string> {
    const token = /^JWT (\S+)$/.exec(header ?? '')?.[1];
    if (token === undefined) return 'Not auth provided';
    for (const secret of this.#secrets) {
      const verified = await jwtVerify(token, Buffer.from(secret), { algorithms: ['HS256'] }).catch(
        () => null,
      );
      if (verified) return verified.payload;
    }
    return 'Signature verification failed';
  }
}

/** What Moodle on PostgreSQL does with it: a fractional score breaks the database, an offset-less time is fatal. */
function pluginAnswer(what: string, body: Record<string, unknown>): Exclude<Answer, string> {
  if (what !== 'review' && what !== 'schedule') return { body: '' };
  const { score, sessionStart, sessionEnd, start } = body;
  if (score !== null && score !== undefined && !Number.isInteger(score)) return { status: 404, body: 'dml' };
  for (const time of [sessionStart, sessionEnd, start]) {
    if (typeof time === 'string' && !/(Z|[+-]\d\d:?\d\d)$/.test(time)) return { status: 500, body: 'fatal' };
  }
  return { body: '' };
}
