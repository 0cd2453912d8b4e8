import type { Page } from 'puppeteer';
import { WebSocket } from 'ws';

/** What lives on a heap of JavaScript once the rubbish is out, MB of 10⁶ bytes. */
export type HeapMb = () => Promise<number>;

export async function heapOfPage(page: Page): Promise<HeapMb> {
  const session = await page.createCDPSession();
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
}

/** Of a Node process that was started with `--inspect=0`, by what it wrote. */
export async function heapOfNode(output: string, signal: AbortSignal): Promise<HeapMb> {
  const url = /Debugger listening on (ws:\S+)/.exec(output)?.[1];
  if (url === undefined) throw new Error('the process cannot be inspected');
  const socket = new WebSocket(url);
  signal.addEventListener('abort', () => socket.terminate(), { once: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const answers = new Map<number, (result: { usedSize?: number }) => void>();
  socket.on('message', (data: Buffer) => {
    const { id, result } = JSON.parse(data.toString()) as { id: number; result: object };
    answers.get(id)?.(result);
    answers.delete(id);
  });
  let last = 0;
  const ask = (method: string): Promise<{ usedSize?: number }> =>
    new Promise((done) => {
      const id = (last += 1);
      answers.set(id, done);
      socket.send(JSON.stringify({ id, method }));
    });
  return async () => {
    await ask('HeapProfiler.collectGarbage');
    const { usedSize = 0 } = await ask('Runtime.getHeapUsage');
    return usedSize / 1e6;
  };
}
