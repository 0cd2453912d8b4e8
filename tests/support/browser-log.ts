import { type Browser, type CDPSession, type Target, TargetType } from 'puppeteer';

/** What every part of a browser says to its console, one list per part. */
export class BrowserLog {
  readonly #lines = new Map<string, string[]>();

  /** Listens to all targets, those that are there and those to come. */
  follow(browser: Browser): void {
    const listen = (target: Target) => void this.#listen(target);
    browser.on('targetcreated', listen);
    for (const target of browser.targets()) listen(target);
  }

  /** Part → text. */
  texts(): Record<string, string> {
    return Object.fromEntries([...this.#lines].map(([part, lines]) => [part, lines.join('\n')]));
  }

  async #listen(target: Target): Promise<void> {
    // The browser itself has no console.
    if (target.type() === TargetType.BROWSER) return;
    try {
      const session = await sessionWith(target);
      const add = (kind: string, text: string) => this.#add(partOf(target), kind, text);
      hear(session, add);
      await session.send('Runtime.enable');
      await session.send('Log.enable').catch(() => undefined);
    } catch {
      // Gone before we could listen, as short-lived targets are.
    }
  }

  #add(part: string, kind: string, text: string): void {
    const lines = this.#lines.get(part) ?? [];
    lines.push(`${new Date().toISOString()} ${kind} ${text}`);
    this.#lines.set(part, lines);
  }
}

/**
 * A service worker is listened to over the session Puppeteer has already: with a second one attached it does not start
 * again after it was stopped, and whoever calls it waits for ever.
 */
async function sessionWith(target: Target): Promise<CDPSession> {
  const worker = target.type() === TargetType.SERVICE_WORKER ? await target.worker() : null;
  return worker?.client ?? target.createCDPSession();
}

function partOf(target: Target): string {
  const url = target.url();
  if (target.type() === TargetType.SERVICE_WORKER) return 'worker';
  if (/offscreen/.test(url)) return 'offscreen';
  if (url.startsWith('chrome-extension://')) return 'portal';
  return 'page';
}

function hear(session: CDPSession, add: (kind: string, text: string) => void): void {
  session.on('Runtime.consoleAPICalled', ({ type, args }) => {
    add(type, args.map((arg) => String(arg.value ?? arg.description ?? arg.type)).join(' '));
  });
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    add('uncaught', exceptionDetails.exception?.description ?? exceptionDetails.text);
  });
  session.on('Log.entryAdded', ({ entry }) => add(entry.level, `${entry.text} ${entry.url ?? ''}`));
}
