import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.ts';
import { type Picture, readFramebuffer } from './framebuffer.ts';
import { until } from './wait.ts';

export interface VirtualDisplay {
  /** `:99`, for DISPLAY. */
  name: string;
  look: () => Promise<Picture>;
  stop: () => Promise<void>;
}

/** A display nobody looks at, under a number of its own, for what a headless browser cannot show. */
export async function startVirtualDisplay(size = '1366x900'): Promise<VirtualDisplay> {
  const dir = await mkdtemp(join(tmpdir(), 'examus-display-'));
  for (let number = 90; number < 200; number++) {
    if (existsSync(`/tmp/.X11-unix/X${number}`) || existsSync(`/tmp/.X${number}-lock`)) continue;
    const screen = ['-screen', '0', `${size}x24`, '-fbdir', dir, '-nolisten', 'tcp'];
    const child = startChild('Xvfb', [`:${number}`, ...screen]);
    const isUp = await until(
      `display :${number} (${child.output()})`,
      () => {
        if (existsSync(`/tmp/.X11-unix/X${number}`)) return 'up';
        return child.process.exitCode === null && child.process.pid !== undefined ? null : 'gone';
      },
      { timeoutMs: 10_000 },
    );
    if (child.process.pid === undefined) throw new Error(`Xvfb cannot be started: ${child.output()}`);
    // Gone: another test took the number between our look and our start.
    if (isUp === 'gone') continue;
    return {
      name: `:${number}`,
      look: () => readFramebuffer(join(dir, 'Xvfb_screen0')),
      stop: async () => {
        await child.stop();
        await rm(dir, { recursive: true, force: true });
      },
    };
  }
  throw new Error('no free display number between 90 and 199');
}
