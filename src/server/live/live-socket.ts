import type { RawData, WebSocket } from 'ws';
import * as v from 'valibot';
import { ExamusError } from '../../protocol/errors.ts';
import { PING_MS, type ToProctor, type ToStudent } from '../../protocol/live.ts';

/** Codes of our own, from the range that RFC 6455 (7.4.2) leaves to applications. */
export const closeCodes = {
  replaced: 4001,
  signedOut: 4003,
  tooSlow: 4008,
  elsewhere: 4009,
  beginAnew: 4010,
} as const;
/** A client that reads slower than it is told falls behind for ever: it comes back and fetches instead. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Six pings missed: nobody is there, though the network never said so. */
const IDLE_MS = 6 * PING_MS;
/** An honest client sends a ping every 5 s, two stills a second each of two streams at most, signals when it is looked at. */
const MAX_MESSAGES_PER_PING = 80;

export interface LiveSocket<In, Out> {
  send: (message: Out) => void;
  close: (code: number, reason: string) => void;
  /** Aborts when the socket is closed, by whomever. */
  signal: AbortSignal;
  /** What comes in, one after the other in order. An `ExamusError` that it throws is told to the client. */
  onMessage: (handle: (message: In) => void | Promise<void>) => void;
  /** What comes in as binary frames; false = these bytes are nothing known. Without it binary frames are refused. */
  onBytes: (take: (bytes: Uint8Array<ArrayBuffer>) => boolean) => void;
}

/** A socket that speaks only messages of `schema`, sends no faster than it is read, and ends when it falls silent. */
export function liveSocket<In, Out extends ToStudent | ToProctor>(
  socket: WebSocket,
  schema: v.GenericSchema<unknown, In>,
  onFault: (error: unknown) => void,
): LiveSocket<In, Out> {
  const closed = new AbortController();
  const send = (message: Out): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.close(closeCodes.tooSlow, 'too slow');
    else socket.send(JSON.stringify(message));
  };
  const tellError = (error: ExamusError): void => send({ type: 'error', ...error.toWire() } as Out);

  let idle = setTimeout(() => socket.terminate(), IDLE_MS);
  let count = 0;
  const quota = setInterval(() => (count = 0), PING_MS);
  socket.on('close', () => {
    clearTimeout(idle);
    clearInterval(quota);
    closed.abort();
  });
  // `close` follows; without a listener Node would exit.
  socket.on('error', onFault);

  let takeBytes: (bytes: Uint8Array<ArrayBuffer>) => boolean = () => false;
  let turn = Promise.resolve();
  const onMessage = (handle: (message: In) => void | Promise<void>): void => {
    socket.on('message', (data, isBinary) => {
      clearTimeout(idle);
      idle = setTimeout(() => socket.terminate(), IDLE_MS);
      if ((count += 1) > MAX_MESSAGES_PER_PING) return socket.close(1008, 'too many messages');
      if (isBinary && takeBytes(bytesOf(data))) return;
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), isBinary ? null : textOf(data));
      if (!parsed.success) return tellError(new ExamusError('bad_request', 'not a message of this protocol'));
      turn = turn.then(async () => {
        try {
          await handle(parsed.output);
        } catch (error) {
          if (error instanceof ExamusError) return tellError(error);
          onFault(error);
          tellError(new ExamusError('internal', 'something went wrong on the exam server'));
        }
      });
    });
  };
  return {
    send,
    close: (code, reason) => socket.close(code, reason),
    signal: closed.signal,
    onMessage,
    onBytes: (take) => void (takeBytes = take),
  };
}

/** `ws` gives a text frame as one Buffer unless asked for fragments. */
const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString('utf8') : '');
const bytesOf = (data: RawData): Uint8Array<ArrayBuffer> =>
  Buffer.isBuffer(data) ? Uint8Array.from(data) : new Uint8Array();
