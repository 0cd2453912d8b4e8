import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PING_MS } from '../../src/protocol/live.ts';
import type { StillStream } from '../../src/protocol/still.ts';
import { setupWith, Student } from '../../tests/server/exam-actors.ts';
import type { TestServer } from '../../tests/server/harness.ts';
import { startServerProcess } from '../../tests/server/server-process.ts';
import { openSocket, SimulatedMachine } from '../../tests/server/simulated-machine.ts';
import { memoryMb, processTree } from './processes.ts';
import { type Bench, type Result, rounded } from './result.ts';

const STUDENTS = 60;
/** What a camera and a written page weigh as WebP of 240 pixels' width. */
const stillBytes: Record<StillStream, number> = { camera: 5000, screen: 7000 };
/** Time goes so much faster for memory: as many stills as in 30 minutes come in one. */
const HASTE = 30;

/** A console with a full page of simulated students: its bytes a second, and the hub's memory after 30 minutes. */
export const grid: Bench = {
  name: 'grid',
  async run({ isQuick }): Promise<Result[]> {
    const dir = await mkdtemp(join(tmpdir(), 'examus-bench-grid-'));
    const setup = setupWith({ mode: 'online', identification: 'skip' });
    const people = Array.from({ length: STUDENTS }, (_, n) => ({
      userName: `s${n}`,
      name: `Student ${n}`,
      role: 'student' as const,
      password: `s${n}-password`,
    }));
    setup.institutions[0]!.people = [...(setup.institutions[0]!.people ?? []), ...people];
    const setupPath = join(dir, 'setup.json');
    await writeFile(setupPath, JSON.stringify(setup));
    const { server, kill } = await startServerProcess({ dataDir: dir, setupPath, databaseUrl: undefined });
    const life = new AbortController();
    try {
      const machines = [];
      for (let n = 0; n < STUDENTS; n++) machines.push(await openMachine(server, `s${n}`, life.signal));
      const desk = await openDesk(server, machines, life.signal);
      // The first page fills itself at once: not what is meant.
      await pause(10_000);
      const [before, sentBefore, seconds] = [desk.bytes(), sentBy(machines), isQuick ? 20 : 60];
      await pause(seconds * 1000);
      const bitsPerS = (8 * (desk.bytes() - before)) / seconds;
      const floor = (8 * (sentBy(machines) - sentBefore)) / seconds;

      const pid = processTree(process.pid).find(({ command }) => command.includes('src/server/main.ts'))!.pid;
      for (const machine of machines) machine.haste = HASTE;
      const minutes = isQuick ? 5 : 30;
      await pause((minutes * 60_000) / HASTE / 3);
      const early = memoryMb(pid);
      await pause(((minutes * 60_000) / HASTE / 3) * 2);
      const late = memoryMb(pid);
      return [
        {
          bench: 'grid',
          figure: `to a console with ${STUDENTS} students; floor: the stills as they were sent`,
          value: rounded(bitsPerS / 1e6, 2),
          unit: 'Mbit/s',
          floor: rounded(floor / 1e6, 2),
          ratio: rounded(bitsPerS / floor, 2),
          goal: '<= 2 Mbit/s',
          met: bitsPerS <= 2e6 && bitsPerS > 0,
        },
        {
          bench: 'grid',
          figure: `hub's memory, growth over the last two thirds of ${minutes} simulated minutes; floor: before`,
          value: rounded(late),
          unit: 'MB',
          floor: rounded(early),
          ratio: rounded(late / early, 2),
          goal: '<= 1.1 of before',
          met: late <= early * 1.1,
        },
      ];
    } finally {
      life.abort();
      await kill();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

const sentBy = (machines: readonly SimulatedMachine[]): number =>
  machines.reduce((sum, { sent }) => sum + sent, 0);

async function openMachine(
  server: TestServer,
  userName: string,
  signal: AbortSignal,
): Promise<SimulatedMachine> {
  const student = await Student.signIn(server, userName);
  await student.open();
  await student.consent();
  await student.check();
  await student.begin();
  return SimulatedMachine.open(server, student, stillLike, signal);
}

/** As heavy as a real one; nothing of it but its first bytes is looked at. */
function stillLike(stream: StillStream): Uint8Array<ArrayBuffer> {
  const webp = new Uint8Array(stillBytes[stream]);
  webp.set(Uint8Array.from('RIFF....WEBP', (char) => char.charCodeAt(0)));
  return webp;
}

async function openDesk(server: TestServer, machines: readonly SimulatedMachine[], signal: AbortSignal) {
  const token = await server.signIn('proctor', 'proctor-password');
  const socket = await openSocket(server, (await server.call('liveTicket', {}, token)).ticket);
  let bytes = 0;
  socket.on('message', (data: Buffer) => {
    // A frame's own head: RFC 6455, 5.2.
    bytes += data.length + (data.length < 126 ? 2 : 4);
  });
  const tell = (message: object) => socket.send(JSON.stringify(message));
  tell({ type: 'look', tiles: machines.map(({ sessionId }) => sessionId), large: null });
  const ping = setInterval(() => tell({ type: 'ping', sentAt: Date.now() }), PING_MS);
  signal.addEventListener('abort', () => (clearInterval(ping), socket.terminate()), { once: true });
  return { bytes: () => bytes };
}
