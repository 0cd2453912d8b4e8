import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { faultOf } from './post-json.ts';
import { publicLookup } from './private-address.ts';

/**
 * What an LMS's server thinks is the time, by the `Date` of its answer to HEAD; null when it names none. With the same
 * care as what is sent there: an administrator's address must not lead into our own network. Rejects when it does, or
 * nobody answers.
 */
export function askDate(
  url: string,
  { allowPrivate, signal }: { allowPrivate: boolean; signal: AbortSignal },
): Promise<number | null> {
  const target = URL.canParse(url) ? new URL(url) : null;
  const fault = faultOf(target, allowPrivate);
  if (!target || fault !== null) return Promise.reject(new Error(fault ?? 'no address'));
  return new Promise((done, fail) => {
    const request = (target.protocol === 'https:' ? requestHttps : requestHttp)(
      target,
      {
        method: 'HEAD',
        agent: false,
        headers: { 'user-agent': 'Examus' },
        signal,
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      },
      (response) => {
        response.resume();
        const at = Date.parse(response.headers.date ?? '');
        done(Number.isNaN(at) ? null : at);
      },
    );
    request.on('error', fail);
    request.end();
  });
}
