import * as v from 'valibot';
import type { CallInput, Reply, Route, RouteName } from '../protocol/api.ts';
import { type ErrorCode, ExamusError, wireError } from '../protocol/errors.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../protocol/version.ts';

export interface ApiOptions {
  /** `https://o7x.example`, or '' for the page's own origin (console: then the cookie signs the call). */
  origin: string;
  token?: string | undefined;
  /** Language for texts the server makes. */
  language?: string | undefined;
}
export interface CallOptions {
  signal?: AbortSignal;
  headers?: Record<string, string>;
  /** An answer slower than this is taken for lost; 15 s covers a cold start and a slow line. */
  timeoutMs?: number;
  /** Sees the headers of whatever answer came. */
  onHeaders?: (headers: Headers) => void;
}

/** Calls one route of a table. Rejects with `ExamusError`; code `unavailable` when no answer came. */
export type Call<Name extends RouteName> = <N extends Name>(
  options: ApiOptions,
  name: N,
  input: CallInput<N>,
  callOptions?: CallOptions,
) => Promise<Reply<N>>;

export const clientOf =
  <Name extends RouteName>(table: Readonly<Record<Name, Route>>): Call<Name> =>
  async (options, name, input, callOptions) =>
    (await callRoute(options, table[name], input, callOptions)) as Reply<typeof name>;

async function callRoute(
  options: ApiOptions,
  route: Route,
  input: object,
  { signal, headers, timeoutMs = 15_000, onHeaders }: CallOptions = {},
): Promise<unknown> {
  const { params, query, body } = input as Record<string, unknown>;
  const response = await send(options.origin + fillPath(route.path, params) + queryText(query), {
    method: route.method,
    credentials: options.origin === '' ? 'same-origin' : 'omit',
    // Not for what is written: it would also keep Chrome from remembering that it may (CORS preflight).
    ...(route.method === 'GET' ? { cache: 'no-store' } : {}),
    headers: {
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.language ? { 'accept-language': options.language } : {}),
      ...(body !== undefined
        ? { 'content-type': route.body === 'bytes' ? 'application/octet-stream' : 'application/json' }
        : {}),
      ...headers,
    },
    body: body === undefined ? null : route.body === 'bytes' ? (body as BodyInit) : JSON.stringify(body),
    signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
  });
  onHeaders?.(response.headers);
  if (!response.ok) throw await refusal(response);
  if (route.reply === 'bytes') return new Uint8Array(await response.arrayBuffer());
  return v.parse(route.reply, await response.json());
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new ExamusError('unavailable', 'no answer from the exam server', undefined, { cause });
  }
}

async function refusal(response: Response): Promise<ExamusError> {
  const parsed = v.safeParse(wireError, await response.json().catch(() => null));
  const retryAfterS = retryAfterOf(response.headers);
  const asked = retryAfterS === null ? undefined : { retryAfterS };
  if (!parsed.success) {
    // Not our server's words, but those of something before it.
    return new ExamusError(codes[response.status] ?? 'unavailable', `answer ${response.status}`, asked);
  }
  const { code, message, details } = parsed.output.error;
  return new ExamusError(code, message, asked ? { ...Object(details), ...asked } : details);
}

const codes: Readonly<Partial<Record<number, ErrorCode>>> = { 413: 'too_large', 429: 'too_many_requests' };

/** Seconds, or a date by the clock of whoever answered (RFC 9110, 10.2.3). */
function retryAfterOf(headers: Headers): number | null {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const there = Date.parse(headers.get('date') ?? '');
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : (Date.parse(text) - (Number.isNaN(there) ? Date.now() : there)) / 1000;
  return seconds > 0 ? seconds : null;
}

function fillPath(path: string, params: unknown): string {
  return path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(Object(params)[key])));
}

function queryText(query: unknown): string {
  const entries = Object.entries(Object(query)).filter(([, value]) => value !== undefined);
  return entries.length === 0
    ? ''
    : `?${new URLSearchParams(entries.map(([k, value]) => [k, String(value)]))}`;
}
