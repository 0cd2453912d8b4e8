import { afterEach, describe, expect, test, vi } from 'vitest';
import { call } from './bus.ts';

const sendMessage = vi.fn();
vi.stubGlobal('chrome', { runtime: { sendMessage } });
afterEach(() => {
  sendMessage.mockReset();
  vi.useRealTimers();
});

describe('a call that nobody answers', () => {
  test('is made once more where that does no harm', async () => {
    vi.useFakeTimers();
    sendMessage.mockReturnValueOnce(new Promise(() => {})).mockResolvedValueOnce({ ok: true, value: null });
    const answer = call('background', 'exam/current');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toBeNull();
    expect(sendMessage).toHaveBeenCalledTimes(2);
  });

  test('fails when nobody answers the second time either', async () => {
    vi.useFakeTimers();
    sendMessage.mockReturnValue(new Promise(() => {}));
    const answer = expect(call('background', 'exam/current')).rejects.toMatchObject({ code: 'no_receiver' });
    await vi.advanceTimersByTimeAsync(20_000);
    await answer;
  });

  test('waits for a person as long as it takes', async () => {
    vi.useFakeTimers();
    let sign: (answer: unknown) => void = () => {};
    sendMessage.mockReturnValue(new Promise((resolve) => (sign = resolve)));
    const answer = call('background', 'account/sign-in', { institution: 'x' });
    await vi.advanceTimersByTimeAsync(600_000);
    sign({ ok: true, value: null });
    await answer;
    expect(sendMessage).toHaveBeenCalledTimes(1);
  });
});
