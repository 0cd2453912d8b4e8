import { readdirSync, readFileSync } from 'node:fs';

/** Processes of one browser, by what the kernel tells of them (`/proc`, so Linux alone). */
export interface Process {
  pid: number;
  /** Seconds of processor time since it began, all threads, user and system. */
  cpuS: number;
  command: string;
}

/** `sysconf(_SC_CLK_TCK)`: 100 on every Linux that Chrome runs on. */
const TICKS_PER_S = 100;

/** The process and everything it started. */
export function processTree(root: number): Process[] {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readStat(Number(pid)));
  const tree = new Set([root]);
  // A child's id may be smaller than its parent's: look until nobody is found any more.
  for (let size = 0; size !== tree.size;) {
    size = tree.size;
    for (const { pid, parent } of stats) if (tree.has(parent)) tree.add(pid);
  }
  return stats
    .filter(({ pid }) => tree.has(pid))
    .map(({ pid, cpuS }) => ({ pid, cpuS, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') }));
}

export const cpuSecondsOf = (root: number): number =>
  processTree(root).reduce((sum, { cpuS }) => sum + cpuS, 0);

/** Memory that is its own, and its share of what it has in common with others (PSS), in MB of 10⁶ bytes. */
export function memoryMb(pid: number): number {
  const kib = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1];
  return (Number(kib ?? 0) * 1024) / 1e6;
}

function readStat(pid: number): { pid: number; parent: number; cpuS: number }[] {
  const text = read(`/proc/${pid}/stat`);
  // The name stands in brackets and may hold anything; what follows are numbers (proc(5)).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 13) return [];
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return [{ pid, parent: Number(fields[1]), cpuS: (user + system) / TICKS_PER_S }];
}

/** A process may end between being listed and being read. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
