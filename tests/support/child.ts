import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Child {
  process: ChildProcess;
  /** Everything it printed so far. */
  output: () => string;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Starts a program and keeps what it prints. It is ended by its own id, hard after 5 s, and with this process at last. */
export function startChild(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Child {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // Who fails before `stop` leaves nothing running behind.
  const endToo = () => child.kill();
  process.once('exit', endToo);
  child.once('exit', () => process.off('exit', endToo));
  child.on('error', (error) => (output += `${command}: ${error.message}\n`));
  const isOver = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  return {
    process: child,
    output: () => output,
    stop: async (signal = 'SIGTERM') => {
      if (isOver()) return;
      const over = once(child, 'exit');
      child.kill(signal);
      const impatient = setTimeout(() => child.kill('SIGKILL'), 5000);
      await over;
      clearTimeout(impatient);
    },
  };
}
