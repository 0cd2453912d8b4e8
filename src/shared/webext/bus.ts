import type { CallArgs, CallName, CallResult, Calls, Place } from '../../protocol/calls.ts';
import { within } from '../within.ts';

/**
 * Typed calls between the parts of the extension over `runtime.sendMessage`. A call is answered exactly once: with
 * a value, with an error, or — when nobody serves it — with `no_receiver`.
 */
declare const __BUILD_ID__: string;

interface Request {
  to: Place;
  name: string;
  args: unknown[];
  /** After an update, worker, pages and content scripts already injected may differ: refuse instead of guessing. */
  build: string;
}
type Reply = { ok: true; value: unknown } | { ok: false; error: { code: string; message: string } };

export class CallError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CallError';
    this.code = code;
  }
}

export type SenderKind = 'extension' | 'content';
export interface Sender {
  kind: SenderKind;
  tabId: number | null;
  /** Of a page, not of the worker. */
  documentId: string | null;
  url: string;
}

export type Handlers<P extends Place> = {
  [N in CallName<P>]: (
    ...args: [...CallArgs<P, N>, from: Sender]
  ) => CallResult<P, N> | Promise<CallResult<P, N>>;
};

/**
 * Calls that wait for nobody and do no more when they come twice. A worker that ends in the moment it is asked leaves the
 * caller without any word, not even "channel closed" (seen in Chromium 156 by closing it over and over).
 */
const repeatable: ReadonlySet<string> = new Set<CallName<'background'>>([
  'account/state',
  'account/credentials',
  'exam/current',
  'exam/changed',
  'leftovers/changed',
  'offscreen/ensure',
  'panel/collapsed',
  'panel/late',
]);
/** Starting the worker, and offscreen by it, on a machine that is busy recording. */
const ANSWER_MS = 10_000;

const send = (request: Request): Promise<Reply | undefined> => chrome.runtime.sendMessage(request);
const sendTwice = (request: Request): Promise<Reply | undefined> =>
  within(ANSWER_MS, send(request)).catch(() => within(ANSWER_MS, send(request)));

export async function call<P extends Place, N extends CallName<P>>(
  to: P,
  name: N,
  ...args: CallArgs<P, N>
): Promise<CallResult<P, N>> {
  const request: Request = { to, name, args, build: __BUILD_ID__ };
  let reply: Reply | undefined;
  try {
    reply = await (repeatable.has(name) ? sendTwice(request) : send(request));
  } catch (cause) {
    throw new CallError('no_receiver', `${to} did not answer ${name}`, { cause });
  }
  if (reply === undefined) throw new CallError('no_receiver', `nobody serves ${to} ${name}`);
  if (!reply.ok) throw new CallError(reply.error.code, reply.error.message);
  return reply.value as CallResult<P, N>;
}

/**
 * Serves all calls of one place. `fromContent` lists what a content script, which shares a process with a foreign
 * page, may ask for; their arguments are checked by the handler.
 */
export function serve<P extends Place>(
  me: P,
  handlers: Handlers<P>,
  fromContent: readonly CallName<P>[],
): void {
  chrome.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    // Others' messages stay untouched, decided synchronously: see crbug.com/1185241 for why not a promise.
    if (!isRequest(message) || message.to !== me) return false;
    void answer(me, handlers, message, describe(sender), fromContent).then(respond);
    return true;
  });
}

async function answer<P extends Place>(
  me: P,
  handlers: Handlers<P>,
  request: Request,
  from: Sender,
  fromContent: readonly string[],
): Promise<Reply> {
  try {
    if (request.build !== __BUILD_ID__)
      throw new CallError('other_build', 'reload this page: Examus was updated');
    if (!Object.hasOwn(handlers, request.name))
      throw new CallError('unknown_call', `${me} has no ${request.name}`);
    if (from.kind === 'content' && !fromContent.includes(request.name)) {
      throw new CallError('forbidden', `${request.name} is not for pages`);
    }
    const handler = handlers[request.name as CallName<P>] as (...args: unknown[]) => unknown;
    return { ok: true, value: await handler(...request.args, from) };
  } catch (error) {
    return {
      ok: false,
      error: { code: codeOf(error), message: error instanceof Error ? error.message : String(error) },
    };
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed';

const describe = (sender: chrome.runtime.MessageSender): Sender => ({
  kind: sender.url?.startsWith(chrome.runtime.getURL('')) ? 'extension' : 'content',
  tabId: sender.tab?.id ?? null,
  documentId: sender.documentId ?? null,
  url: sender.url ?? '',
});

function isRequest(message: unknown): message is Request {
  if (typeof message !== 'object' || message === null) return false;
  const { to, name, args, build } = message as Record<string, unknown>;
  return (
    typeof to === 'string' && typeof name === 'string' && Array.isArray(args) && typeof build === 'string'
  );
}

export type { Calls };
