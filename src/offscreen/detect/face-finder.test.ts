import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FaceFinder } from './face-finder.ts';
import type { FromFaceWorker, Look, ToFaceWorker } from './face-messages.ts';

const frame = { pixels: new Uint8ClampedArray(16), width: 2, height: 2, at: 0 };
const seen: Look = { near: [], far: null, pose: null, isPoseMeasured: false, doubt: 0, tookMs: 1 };

/** Null = it is dead. */
type Answer = (message: ToFaceWorker) => FromFaceWorker | null;
class FakeWorker extends EventTarget {
  readonly #answer: Answer;
  constructor(answer: Answer) {
    super();
    this.#answer = answer;
  }
  postMessage(message: ToFaceWorker): void {
    const data = this.#answer(message);
    if (data) queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }
}
const sees: Answer = (message) =>
  message.type === 'look' ? { type: 'seen', look: seen, pixels: message.pixels } : null;

/** A finder whose workers are these, one after the other. */
function finderOf(...answers: Answer[]) {
  const lives: AbortSignal[] = [];
  const finder = new FaceFinder(async (life) => {
    const answer = answers[lives.length];
    lives.push(life);
    if (!answer) throw new Error('no WebGL');
    return new FakeWorker(answer) as unknown as Worker;
  });
  return { finder, lives };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('FaceFinder', () => {
  it('starts a worker anew that does not answer any more', async () => {
    const { finder, lives } = finderOf(() => null, sees);
    const looking = finder.look(frame);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await looking).toBeNull();
    expect(finder.unavailable).toContain('did not answer');
    expect(lives[0]!.aborted).toBe(true);
    expect(await finder.look(frame)).toBeNull();
    expect(lives).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await finder.look(frame)).toEqual(seen);
    expect(finder.unavailable).toBeNull();
  });

  it('gives up what fails again and again, until it is begun anew', async () => {
    const { finder, lives } = finderOf();
    for (let seconds = 0; seconds < 60; seconds++) {
      await finder.look(frame);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(lives).toHaveLength(4);
    expect(finder.unavailable).toContain('no WebGL');
    finder.stop();
    expect(finder.unavailable).toBeNull();
    await finder.look(frame);
    expect(lives).toHaveLength(5);
  });

  it('takes being stopped in the middle of a look for no failure', async () => {
    const { finder } = finderOf(() => null, sees);
    const looking = finder.look(frame);
    await vi.advanceTimersByTimeAsync(10);
    finder.stop();
    expect(await looking).toBeNull();
    expect(finder.unavailable).toBeNull();
    expect(await finder.look(frame)).toEqual(seen);
  });
});
