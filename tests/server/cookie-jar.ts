/** A browser as far as a login page needs one: cookies by origin, redirects followed by hand, forms filled in. */
export interface PageAnswer {
  url: string;
  status: number;
  text: string;
  headers: Headers;
  /** Where it leads, when it leads away from loopback. */
  location: string | null;
}

export class CookieJar {
  /** Every address it was at, in order. */
  readonly visited: string[] = [];
  readonly #cookies = new Map<string, Map<string, string>>();

  /** GETs and follows redirects while they stay on loopback. */
  follow(url: string): Promise<PageAnswer> {
    return this.#send(url, { method: 'GET' });
  }

  /** Sends the page's one form with these fields and its hidden ones. */
  submit(page: PageAnswer, fields: Record<string, string>): Promise<PageAnswer> {
    const action = unescape(/<form[^>]*\saction="([^"]*)"/.exec(page.text)?.[1] ?? '');
    const body = new URLSearchParams({ ...hiddenFields(page.text), ...fields });
    return this.#send(new URL(action, page.url).href, { method: 'POST', body });
  }

  cookie(origin: string, name: string): string | undefined {
    return this.#cookies.get(origin)?.get(name);
  }

  /** Takes another browser's cookies of one origin. */
  adopt(other: CookieJar, origin: string): void {
    this.#cookies.set(origin, new Map(other.#cookies.get(origin)));
  }

  async #send(url: string, init: RequestInit): Promise<PageAnswer> {
    let next: { url: string; init: RequestInit } = { url, init };
    for (let hops = 0; hops < 15; hops++) {
      this.visited.push(next.url);
      const { origin } = new URL(next.url);
      const response = await fetch(next.url, {
        ...next.init,
        redirect: 'manual',
        // Long enough for a busy machine; shorter than any test, which would not say what it waited for.
        signal: AbortSignal.timeout(25_000),
        headers: { cookie: this.#header(origin), 'accept-language': 'ru' },
      });
      this.#keep(origin, response.headers.getSetCookie());
      const location = response.headers.get('location');
      const target = location === null ? null : new URL(location, next.url);
      if (target === null || target.hostname !== '127.0.0.1') {
        const { status, headers } = response;
        return {
          url: next.url,
          status,
          headers,
          text: await response.text(),
          location: target?.href ?? null,
        };
      }
      next = { url: target.href, init: { method: 'GET' } };
    }
    throw new Error('too many redirects');
  }

  #header(origin: string): string {
    return [...(this.#cookies.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(origin: string, lines: string[]): void {
    const jar = this.#jarOf(origin);
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      if (/;\s*max-age=0|;\s*expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
  }

  #jarOf(origin: string): Map<string, string> {
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    return jar;
  }
}

const hiddenFields = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      unescape(value!),
    ]),
  );
const unescape = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');
