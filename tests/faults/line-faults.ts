import { lapse } from '../support/wait.ts';
import type { Fault } from './fault.ts';

/** The line to the server breaks, gets slow or is disorderly. */
export const lineFaults: Fault[] = [
  {
    name: 'offline',
    title: 'network off 2 min (10 min in the long run)',
    mayMissSeconds: 0,
    during: async (exam) => {
      exam.middle.cut();
      await lapse({ quick: 20_000, whole: 120_000, long: 600_000 }[exam.length]);
      exam.middle.mend();
      exam.isOver();
    },
  },
  {
    name: 'slow',
    title: '64 kbit/s up',
    mayMissSeconds: 0,
    during: async (exam) => {
      exam.middle.limit(8000);
      await lapse(60_000);
      exam.middle.limit(Number.POSITIVE_INFINITY);
      exam.isOver();
    },
  },
  {
    name: 'disorder',
    title: 'duplicate and reordered segments',
    mayMissSeconds: 0,
    during: async (exam) => {
      exam.middle.beDisorderly();
      await lapse(20_000);
      exam.isOver();
    },
  },
];
