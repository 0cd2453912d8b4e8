import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as v from 'valibot';
import { type CallInput, type Reply, type RouteName, routes } from '../../src/protocol/api.ts';
import type { setupFile } from '../../src/protocol/setup-file.ts';
import { createServer, type Server } from '../../src/server/app.ts';
import { readConfig } from '../../src/server/config.ts';
import type { Services } from '../../src/server/context.ts';
import { type CallOptions, clientOf } from '../../src/shared/call-route.ts';
import { giveEmptyDatabase } from '../support/empty-database.ts';

const call = clientOf(routes);

/** A whole server in this process, so that its clock can be turned and its database held. */
export class ServerUnderTest {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'examus-conformance-'));
  readonly #setup: v.InferInput<typeof setupFile>;
  #server: Server | null = null;
  #turnedMs = 0;
  #log = '';
  origin = '';

  constructor(setup: v.InferInput<typeof setupFile>) {
    this.#setup = setup;
  }

  get services(): Services {
    if (!this.#server) throw new Error('the server is not started');
    return this.#server.services;
  }
  now = (): number => Date.now() + this.#turnedMs;
  turnClock(ms: number): void {
    this.#turnedMs += ms;
  }
  /** Everything it has logged, to be searched for secrets. */
  get log(): string {
    return this.#log;
  }

  /** `beforeListening` runs when it is built and nobody can reach it yet. */
  async start(beforeListening: () => Promise<void> = async () => {}): Promise<void> {
    const setupPath = join(this.dataDir, 'setup.json');
    writeFileSync(setupPath, JSON.stringify(this.#setup), { mode: 0o600 });
    await giveEmptyDatabase(this.dataDir);
    // The plugin's side is played on a port of this machine, without TLS.
    const args = ['--data', this.dataDir, '--port', '0', '--setup', setupPath, '--allow-private-lms'];
    const config = readConfig(args, {}, join(this.dataDir, 'no-console'));
    this.#server = await createServer(
      { ...config, limits: { ...config.limits, perAddress: 100_000 } },
      { now: this.now, logLevel: 'info', logTo: { write: (line) => void (this.#log += line) } },
    );
    await beforeListening();
    this.origin = await this.#server.listen();
  }

  call = <N extends RouteName>(
    name: N,
    input: CallInput<N>,
    token?: string,
    options?: CallOptions,
  ): Promise<Reply<N>> => call({ origin: this.origin, token }, name, input, options) as Promise<Reply<N>>;

  /** Ends it and starts it again on the same data. */
  async restart(beforeListening?: () => Promise<void>): Promise<void> {
    await this.#server?.close();
    await this.start(beforeListening);
  }
  async close(): Promise<void> {
    await this.#server?.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
