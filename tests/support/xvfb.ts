import { existsSync } from 'node:fs';
import { startChild } from './child.ts';
import { until } from './wait.ts';

export interface VirtualDisplay {
  /** `:99`, for DISPLAY. */
  name: string;
  stop: () => Promise<void>;
}

/** A display nobody looks at, under a number of its own, for what a headless browser cannot show. */
export async function startVirtualDisplay(size = '1366x900'): Promise<VirtualDisplay> {
  for (let number = 90; number < 200; number++) {
    if (existsSync(`/tmp/.X11-unix/X${number}`) || existsSync(`/tmp/.X${number}-lock`)) continue;
    const child = startChild('Xvfb', [`:${number}`, '-screen', '0', `${size}x24`, '-nolisten', 'tcp']);
    const isUp = await until(
      `display :${number}`,
      () =>
        existsSync(`/tmp/.X11-unix/X${number}`) ? 'up' : child.process.exitCode === null ? null : 'gone',
      { timeoutMs: 10_000 },
    );
    // Gone: another test took the number between our look and our start.
    if (isUp === 'up') return { name: `:${number}`, stop: () => child.stop() };
  }
  throw new Error('no free display number between 90 and 199');
}
