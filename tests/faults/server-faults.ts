import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { lapse } from '../support/wait.ts';
import { words } from '../support/words.ts';
import type { Fault } from './fault.ts';

/** Trouble of the server, and of the disk it or the browser writes to. */
export const serverFaults: Fault[] = [
  {
    name: 'server-killed',
    title: 'server kill -9 during uploads',
    quick: true,
    mayMissSeconds: 0,
    during: async (exam) => {
      for (let time = 0; time < 2; time++) {
        await exam.world.server.stop('SIGKILL');
        await lapse(3000);
        await exam.world.restartServer();
        exam.isOver();
        await exam.isSaved(exam.overAt);
      }
    },
  },
  {
    name: 'database-killed',
    title: 'database process killed (PostgreSQL)',
    needs: { postgres: true },
    mayMissSeconds: 0,
    during: async (exam) => {
      exam.postgres!.kill();
      await lapse(6000);
      await exam.postgres!.startAgain();
      exam.isOver();
    },
  },
  {
    name: 'server-disk-full',
    title: 'server disk full',
    needs: { smallServerDisk: true },
    mayMissSeconds: 0,
    during: async (exam) => {
      exam.serverDisk!.leave(0);
      await lapse(20_000);
      if (!exam.middle.answers.has(507)) throw new Error('the server never said that its disk is full');
      exam.serverDisk!.resize(600);
      exam.isOver();
    },
  },
  {
    name: 'client-disk-full',
    title: 'client disk full while off line',
    needs: { smallProfile: true },
    mayMissSeconds: 0,
    during: async (exam) => {
      exam.middle.cut();
      exam.profileDisk!.leave(0);
      fill(exam.profileDisk!.dir);
      await exam.student.hearsInPanel(words('panel', 'notice_disk_full'), 30_000);
      await lapse(20_000);
      exam.profileDisk!.resize(2048);
      exam.middle.mend();
      exam.isOver();
    },
  },
];

/** What rounding to whole MiB left is enough for half a minute of recording. */
function fill(dir: string): void {
  const file = openSync(join(dir, 'filler'), 'w');
  const block = Buffer.alloc(4096);
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}
