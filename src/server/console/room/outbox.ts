import { type ReadonlySignal, signal as makeSignal, type Signal } from '@preact/signals';
import * as v from 'valibot';
import { ExamusError } from '../../../protocol/errors.ts';
import { type MessageId, messageId, type WarningId } from '../../../protocol/ids.ts';
import type { ChatMessage } from '../../../protocol/views.ts';
import type { WarningType } from '../../../protocol/warnings.ts';

/** What a proctor says to a student. */
export type Words =
  | { kind: 'text'; text: string }
  | { kind: 'picture'; file: Blob }
  /** A warning on record, told to the student in their language. */
  | { kind: 'warning'; warningId: WarningId; type: WarningType };

export interface Outgoing {
  /** Made once: sent again after a failure it is still the same message for the server. */
  id: MessageId;
  words: Words;
  /** Why the server will not have it; null while it is on its way. */
  refusal: unknown;
}

export interface Outbox {
  /** In the order in which they were said; each until the server has it. */
  waiting: ReadonlySignal<readonly Outgoing[]>;
  /** What is being typed. */
  draft: Signal<string>;
  send: (words: Words) => void;
  /** Once more, what was refused. */
  retry: (id: MessageId) => void;
  drop: (id: MessageId) => void;
  /** Goes on at once, e.g. because the line is back. */
  flush: () => void;
  onStored: (listener: Stored, signal: AbortSignal) => void;
}

type Stored = (message: ChatMessage, words: Words) => void;
/** Rejects with `ExamusError`. */
export type Deliver = (outgoing: Outgoing) => Promise<ChatMessage>;

/** As long as the server is out of reach it is tried again by itself, ever more patiently. */
const RETRY_MS = [1000, 2000, 5000, 10_000];

/**
 * Says things one after the other, each exactly once however often the line breaks: what was not answered goes again
 * under the same id before anything later does. What is refused for good steps aside and says why.
 */
export function makeOutbox(deliver: Deliver, retryMs: readonly number[] = RETRY_MS): Outbox {
  const waiting = makeSignal<readonly Outgoing[]>([]);
  const listeners = new Set<Stored>();
  let isUnderWay = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const without = (id: MessageId) => waiting.peek().filter((other) => other.id !== id);
  const setRefusal = (id: MessageId, refusal: unknown) => {
    waiting.value = waiting.peek().map((each) => (each.id === id ? { ...each, refusal } : each));
  };
  const sendNext = async (next: Outgoing): Promise<boolean> => {
    try {
      const stored = await deliver(next);
      failures = 0;
      // First into the chat, then out of here: at no moment is it in neither.
      for (const listener of listeners) listener(stored, next.words);
      waiting.value = without(next.id);
    } catch (error) {
      if (isPassing(error)) {
        timer = setTimeout(flush, retryMs[Math.min(failures, retryMs.length - 1)]);
        failures += 1;
        return false;
      }
      setRefusal(next.id, error);
    }
    return true;
  };
  const work = async () => {
    isUnderWay = true;
    for (;;) {
      const next = waiting.peek().find(({ refusal }) => refusal === null);
      if (!next || !(await sendNext(next))) break;
    }
    isUnderWay = false;
  };
  const flush = () => {
    clearTimeout(timer);
    if (!isUnderWay) void work();
  };

  return {
    waiting,
    draft: makeSignal(''),
    send(words) {
      const id = v.parse(messageId, crypto.randomUUID());
      waiting.value = [...waiting.peek(), { id, words, refusal: null }];
      flush();
    },
    retry(id) {
      setRefusal(id, null);
      flush();
    },
    drop: (id) => (waiting.value = without(id)),
    flush,
    onStored(listener, signal) {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
    },
  };
}

const isPassing = (error: unknown): boolean =>
  error instanceof ExamusError &&
  (error.code === 'unavailable' || error.code === 'internal' || error.code === 'too_many_requests');
