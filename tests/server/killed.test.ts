import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { SegmentKey } from '../../src/protocol/recording.ts';
import { inPath, piece, segmentBody, sha256, Student } from './exam-actors.ts';
import { demoSetup, describeOnEachDatabase, newDatabase } from './harness.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const nameOf = ({ kind, epoch, seq }: SegmentKey): string => `${kind}/${epoch}/${seq}`;

describeOnEachDatabase('a server that is killed', (database) => {
  const dir = mkdtempSync(join(tmpdir(), 'examus-killed-'));
  const setupPath = join(dir, 'setup.json');
  writeFileSync(setupPath, JSON.stringify(demoSetup()));
  let running: ServerProcess | null = null;
  afterEach(async () => {
    await running?.kill();
    rmSync(dir, { recursive: true, force: true });
  });

  it('has every acknowledged piece afterwards, whole, and makes rows for those it had only as files', async () => {
    const dataDir = join(dir, 'data');
    const databaseUrl = await newDatabase(database);
    const start = async (): Promise<ServerProcess> =>
      (running = await startServerProcess({ dataDir, setupPath, databaseUrl }));

    const first = await start();
    let student = await Student.signIn(first.server);
    await student.goToBegin();
    const pieces = new Map<string, { key: SegmentKey; bytes: Buffer }>();
    const acknowledged = new Set<string>();

    for (let round = 0; round < 3; round++) {
      const sent = Array.from({ length: 60 }, (_, i): { key: SegmentKey; bytes: Buffer } => {
        const key = { kind: i % 2 ? 'camera' : 'screen', epoch: round, seq: Math.floor(i / 2) } as const;
        return { key, bytes: Buffer.concat([piece(key.seq), randomBytes(60_000)]) };
      });
      for (const { key, bytes } of sent) {
        pieces.set(nameOf(key), { key, bytes });
        student.note(segmentBody(key, Date.now(), 4000, bytes));
      }
      await student.send(student.journal.slice(-sent.length));
      const killAfter = randomInt(3, 40);
      let done = 0;
      const dying = new Promise<void>((killed) => {
        const put = async ({ key, bytes }: (typeof sent)[number]): Promise<void> => {
          await student.put(key, bytes);
          acknowledged.add(nameOf(key));
          if (++done === killAfter) void running!.kill().then(killed);
        };
        void Promise.allSettled(sent.map(put)).then(() => killed());
      });
      await dying;
      await running!.kill();
      const again = await start();
      student = student.at(again.server);
      await expectWhole(again, student, pieces, acknowledged);
    }
    expect(acknowledged.size).toBeLessThan(pieces.size);

    // What was not acknowledged is simply sent again.
    for (const { key, bytes } of pieces.values()) await student.put(key, bytes);
    await expectWhole(running!, student, pieces, new Set(pieces.keys()));
  });

  it('adopts files without rows, tells of rows without files and asks for them again', async () => {
    const dataDir = join(dir, 'data2');
    const databaseUrl = await newDatabase(database);
    mkdirSync(dir, { recursive: true });
    writeFileSync(setupPath, JSON.stringify(demoSetup()));
    const start = async (): Promise<ServerProcess> =>
      (running = await startServerProcess({ dataDir, setupPath, databaseUrl }));
    const before = await start();
    const student = await Student.signIn(before.server);
    await student.goToBegin();
    const key = (seq: number): SegmentKey => ({ kind: 'camera', epoch: 0, seq });
    for (const seq of [0, 1, 2]) student.note(segmentBody(key(seq), Date.now() - 20_000, 4000));
    await student.send();
    for (const seq of [0, 1]) await student.put(key(seq));
    await before.kill();

    const blobs = join(dataDir, 'blobs/sessions', student.sessionId);
    const fileOf = (seq: number, bytes = piece(seq)) => join(blobs, `camera/0/${seq}-${sha256(bytes)}`);
    rmSync(fileOf(1));
    writeFileSync(fileOf(2), piece(2));
    writeFileSync(fileOf(3), 'the journal does not know it');
    writeFileSync(`${fileOf(4)}.x.part`, 'half');
    // Older than any request: on PostgreSQL another server could be writing it right now.
    utimesSync(`${fileOf(4)}.x.part`, 1000, 1000);

    const after = await start();
    const again = student.at(after.server);
    await vi.waitFor(() => expect(after.output()).toContain('files and rows compared'), 20_000);
    const params = { sessionId: student.sessionId };
    const list = async () => {
      const { segments } = await after.server.call('listSegments', { params }, student.uploadToken);
      return segments.map(({ seq }) => seq);
    };
    expect(await list()).toEqual([0, 2]);
    expect(after.output()).toContain('acknowledged bytes are gone');
    expect(after.output()).toContain('a file that nothing speaks of');
    expect(readdirSync(dirname(fileOf(0))).filter((name) => name.endsWith('.part'))).toEqual([]);
    await again.put(key(1));
    expect(await list()).toEqual([0, 1, 2]);
  });
});

/** All that was acknowledged is there, and nothing that is listed has other bytes than were sent. */
async function expectWhole(
  { server }: ServerProcess,
  student: Student,
  pieces: ReadonlyMap<string, { key: SegmentKey; bytes: Buffer }>,
  acknowledged: ReadonlySet<string>,
): Promise<void> {
  const proctor = await server.signIn('proctor', 'proctor-password');
  const params = { sessionId: student.sessionId };
  const { segments } = await server.call('listSegments', { params }, student.uploadToken);
  const listed = new Map(segments.map((segment) => [nameOf(segment), segment.sha256]));
  expect([...acknowledged].filter((name) => !listed.has(name))).toEqual([]);
  for (const name of listed.keys()) {
    const { key, bytes } = pieces.get(name)!;
    const stored = await server.call('segment', { params: { ...params, ...inPath(key) } }, proctor);
    expect(sha256(stored), name).toBe(sha256(bytes));
    expect(listed.get(name)).toBe(sha256(bytes));
  }
}
