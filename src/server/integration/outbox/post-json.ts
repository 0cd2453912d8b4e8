import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isPrivateAddress, publicLookup } from './private-address.ts';

/**
 * What came of telling an LMS something. `unsent`: nothing of it can have arrived, so saying it again is safe.
 * `unknown`: it was sent and nobody knows what became of it.
 */
export type Posted =
  | { kind: 'answered'; status: number; body: string }
  | { kind: 'unsent'; problem: string }
  | { kind: 'unknown'; problem: string };

const TIMEOUT_MS = 20_000;
/** The plugin answers with nothing or a sentence; Moodle's error pages are longer than anybody wants to read. */
const MAX_ANSWER_CHARS = 2000;

/**
 * Posts JSON to an LMS. Follows no redirect; over https alone and to public addresses alone, unless `allowPrivate`.
 * Never rejects; aborted, it is `unsent` or `unknown` as well.
 */
export function postJson(
  url: string,
  { authorization, body, allowPrivate }: { authorization: string; body: object; allowPrivate: boolean },
  signal: AbortSignal,
): Promise<Posted> {
  const target = URL.canParse(url) ? new URL(url) : null;
  const fault = faultOf(target, allowPrivate);
  if (!target || fault !== null) return Promise.resolve({ kind: 'unsent', problem: fault ?? 'no address' });
  const bytes = Buffer.from(JSON.stringify(body));
  return new Promise((done) => {
    let wasConnected = false;
    const request = (target.protocol === 'https:' ? requestHttps : requestHttp)(
      target,
      {
        method: 'POST',
        agent: false,
        headers: {
          authorization,
          'content-type': 'application/json',
          'content-length': bytes.length,
          accept: '*/*',
          'user-agent': 'Examus',
        },
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          if (text.length < MAX_ANSWER_CHARS) text += chunk;
        });
        response.on('end', () =>
          done({
            kind: 'answered',
            status: response.statusCode ?? 0,
            body: text.slice(0, MAX_ANSWER_CHARS).trim(),
          }),
        );
        response.on('error', (error) => done({ kind: 'unknown', problem: error.message }));
      },
    );
    const connected = target.protocol === 'https:' ? 'secureConnect' : 'connect';
    request.on('socket', (socket) => socket.once(connected, () => (wasConnected = true)));
    request.on('error', (error) =>
      done({ kind: wasConnected ? 'unknown' : 'unsent', problem: problemOf(error) }),
    );
    request.end(bytes);
  });
}

/** Why an LMS's address is not called; null = it may be. A name is looked at again when it is resolved. */
export function faultOf(url: URL | null, allowPrivate: boolean): string | null {
  if (!url) return 'this is no address';
  if (allowPrivate) return /^https?:$/.test(url.protocol) ? null : 'only https can be called';
  if (url.protocol !== 'https:') return 'only https can be called';
  return isPrivateAddress(url.hostname) ? 'a private address is not called' : null;
}

const problemOf = (error: Error): string =>
  error.name === 'AbortError' || error.name === 'TimeoutError'
    ? 'no answer in 20 s'
    : error.message || error.name;
