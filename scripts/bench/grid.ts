import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { LIVE_PATH, PING_MS, type ToStudent } from '../../src/protocol/live.ts';
import { packStill, type StillStream } from '../../src/protocol/still.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { setupWith, Student } from '../../tests/server/exam-actors.ts';
import type { TestServer } from '../../tests/server/harness.ts';
import { startServerProcess } from '../../tests/server/server-process.ts';
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
      for (let n = 0; n < STUDENTS; n++)
        machines.push(await SimulatedMachine.open(server, `s${n}`, life.signal));
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

/** The far end of a student's socket: sends stills as it is asked to, and pings. */
class SimulatedMachine {
  readonly sessionId: Student['sessionId'];
  readonly #socket: WebSocket;
  sent = 0;
  haste = 1;
  #everyMs: number | null = null;

  static async open(server: TestServer, userName: string, signal: AbortSignal): Promise<SimulatedMachine> {
    const student = await Student.signIn(server, userName);
    await student.open();
    await student.consent();
    await student.check();
    await student.begin();
    const params = { sessionId: student.sessionId };
    const { ticket } = await server.call('sessionTicket', { params, query: {} }, student.uploadToken);
    return new SimulatedMachine(student, await openSocket(server, ticket), signal);
  }

  private constructor({ sessionId }: Student, socket: WebSocket, signal: AbortSignal) {
    this.sessionId = sessionId;
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ToStudent;
      if (message.type === 'look') this.#everyMs = message.stills?.everyMs ?? null;
    });
    const ping = setInterval(() => {
      const message = { type: 'ping', sentAt: Date.now(), capturing: true, savedUpTo: Date.now() };
      socket.send(JSON.stringify(message));
    }, PING_MS);
    signal.addEventListener('abort', () => (clearInterval(ping), socket.terminate()), { once: true });
    void this.#sendStills(signal);
  }

  async #sendStills(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const everyMs = this.#everyMs;
      if (everyMs !== null) for (const stream of ['camera', 'screen'] as const) this.#send(stream);
      await pause(everyMs === null ? 200 : everyMs / this.haste);
    }
  }

  #send(stream: StillStream): void {
    const webp = new Uint8Array(stillBytes[stream]);
    webp.set(Uint8Array.from('RIFF....WEBP', (char) => char.charCodeAt(0)));
    const bytes = packStill({ sessionId: this.sessionId, stream, at: Date.now(), webp });
    this.sent += bytes.length;
    this.#socket.send(bytes);
  }
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

async function openSocket(server: TestServer, ticket: string): Promise<WebSocket> {
  const query = new URLSearchParams({ ticket, protocol: String(PROTOCOL_VERSION) });
  const socket = new WebSocket(`${server.origin.replace(/^http/, 'ws')}${LIVE_PATH}?${query}`);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  return socket;
}
