import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { until } from './wait.ts';

const run = promisify(execFile);

/** Hands on a virtual display, for what belongs to the browser and not to a page. */
export class Hands {
  readonly #env: NodeJS.ProcessEnv;
  constructor(display: string) {
    this.#env = { ...process.env, DISPLAY: display };
  }
  async #xdotool(...args: string[]): Promise<string> {
    return (await run('xdotool', args, { env: this.#env })).stdout.trim();
  }
  /** Ids of all visible windows, newest last. */
  async windows(): Promise<string[]> {
    const found = await this.#xdotool('search', '--onlyvisible', '--name', '').catch(() => '');
    return found.split('\n').filter(Boolean);
  }
  /** Waits for a window that was not there before, as the browser's dialogs are. */
  async newWindow(before: string[], what: string): Promise<string> {
    return until(what, async () => (await this.windows()).find((id) => !before.includes(id)), {
      timeoutMs: 10_000,
    });
  }
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#xdotool('key', '--clearmodifiers', key);
  }
  async clickAt(x: number, y: number): Promise<void> {
    await this.#xdotool('mousemove', String(x), String(y), 'click', '1');
  }
  /** The whole display as a PNG, for evidence. */
  async photograph(path: string): Promise<void> {
    await run('import', ['-window', 'root', path], { env: this.#env });
  }
}
