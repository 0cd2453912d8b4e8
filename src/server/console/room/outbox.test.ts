import { beforeEach, describe, expect, it } from 'vitest';
import { ExamusError } from '../../../protocol/errors.ts';
import type { ChatMessage } from '../../../protocol/views.ts';
import { makeOutbox, type Outbox, type Outgoing } from './outbox.ts';

const away = () => new ExamusError('unavailable', 'no answer');
/** Long enough that no test waits for it: what goes on, goes on by `flush`. */
const NEVER_MS = [1_000_000];

describe('the outbox', () => {
  /** What the server took, in order; each delivery waits until the test answers it. */
  let asked: { outgoing: Outgoing; answer: (error?: Error) => void }[];
  let outbox: Outbox;
  beforeEach(() => {
    asked = [];
    outbox = makeOutbox(
      (outgoing) =>
        new Promise((done, fail) => {
          const stored = { id: outgoing.id } as ChatMessage;
          asked.push({ outgoing, answer: (error) => (error ? fail(error) : done(stored)) });
        }),
      NEVER_MS,
    );
  });
  const say = (text: string) => outbox.send({ kind: 'text', text });
  /** What follows an answer needs no time, only its turn. */
  const answer = (error?: Error): Promise<void> => {
    asked.at(-1)!.answer(error);
    return new Promise((turned) => setTimeout(turned));
  };
  const texts = (list: readonly Outgoing[]) =>
    list.map(({ words }) => (words.kind === 'text' ? words.text : words.kind));

  it('says one thing after the other', async () => {
    const stored: string[] = [];
    outbox.onStored(({ id }) => stored.push(id), new AbortController().signal);
    say('a');
    say('b');
    expect(texts(asked.map(({ outgoing }) => outgoing))).toEqual(['a']);
    await answer();
    expect(texts(asked.map(({ outgoing }) => outgoing))).toEqual(['a', 'b']);
    await answer();
    expect(outbox.waiting.value).toEqual([]);
    expect(stored).toEqual(asked.map(({ outgoing }) => outgoing.id));
  });

  it('sends what was not answered again under the same id, before anything later', async () => {
    say('a');
    await answer(away());
    say('b');
    await answer(away());
    outbox.flush();
    await answer();
    await answer();
    expect(texts(asked.map(({ outgoing }) => outgoing))).toEqual(['a', 'a', 'a', 'b']);
    expect(new Set(asked.slice(0, 3).map(({ outgoing }) => outgoing.id)).size).toBe(1);
    expect(outbox.waiting.value).toEqual([]);
  });

  it('lets what is refused step aside, until it is tried again or dropped', async () => {
    say('a');
    say('b');
    await answer(new ExamusError('too_large', 'too large'));
    await answer();
    const [left] = outbox.waiting.value;
    expect(left).toMatchObject({ words: { text: 'a' }, refusal: { code: 'too_large' } });
    outbox.retry(left!.id);
    expect(outbox.waiting.value).toMatchObject([{ id: left!.id, refusal: null }]);
    await answer(new ExamusError('wrong_phase', 'closed'));
    outbox.drop(left!.id);
    expect(outbox.waiting.value).toEqual([]);
  });
});
