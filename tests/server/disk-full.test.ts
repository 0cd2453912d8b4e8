import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, it, vi } from 'vitest';
import { messageId, piece, sha256, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer, type TestServer } from './harness.ts';
import { makeSmallDisk, type SmallDisk, whyNoSmallDisk } from './small-disk.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const why = whyNoSmallDisk();
const PIECE_BYTES = 400_000;
const bigPiece = (seq: number): Buffer => Buffer.concat([piece(seq), randomBytes(PIECE_BYTES)]);

describeOnEachDatabase(`a full disk${why === null ? '' : ` (skipped: ${why})`}`, (database) => {
  let disk: SmallDisk | null = null;
  let server: TestServer | null = null;
  afterEach(async () => {
    await server?.close();
    disk?.remove();
    disk = server = null;
  });

  /** Sends pieces until one is refused; gives those that were acknowledged, and the refused one. */
  async function fillUp(student: Student) {
    const acknowledged = new Map<number, string>();
    for (let seq = 0; seq < 500; seq++) {
      const bytes = bigPiece(seq);
      try {
        await student.put({ kind: 'camera', epoch: 0, seq }, bytes);
        acknowledged.set(seq, sha256(bytes));
      } catch (error) {
        return { acknowledged, error, refused: { seq, bytes } };
      }
    }
    throw new Error('the disk never got full');
  }

  it.skipIf(why !== null)('refuses recordings, loses nothing, and goes on when there is room', async () => {
    disk = makeSmallDisk(database === 'pglite' ? 120 : 12);
    server = await startServer({ database, config: { dataDir: join(disk.dir, 'data') } });
    const student = await Student.signIn(server);
    await student.goToBegin();
    const { acknowledged, error, refused } = await fillUp(student);
    expect(error).toMatchObject({ code: 'storage_full', details: { retryAfterS: 30 } });
    expect(acknowledged.size).toBeGreaterThan(5);
    const answer = await fetch(
      `${server.origin}/api/v1/sessions/${student.sessionId}/recordings/camera/0/${refused.seq}`,
      {
        method: 'PUT',
        body: new Uint8Array(refused.bytes),
        headers: {
          'examus-protocol': '1',
          authorization: `Bearer ${student.uploadToken}`,
          'content-type': 'video/mp4',
          'examus-sha256': sha256(refused.bytes),
          'examus-start-at': String(Date.now()),
          'examus-duration-ms': '4000',
        },
      },
    );
    expect(answer.status).toBe(507);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(await answer.json()).toMatchObject({ error: { code: 'storage_full' } });

    // What is small still gets through, what is stored can be read, and nobody takes the server away.
    student.note({ kind: 'chat', id: messageId(), text: 'я здесь' });
    expect(await student.send()).toMatchObject({ acknowledged: 1 });
    const ready = await fetch(`${server.origin}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ok: true, storage: 'full' }]);
    await expectAllStored(server, student, acknowledged);

    disk.resize(160);
    await student.put({ kind: 'camera', epoch: 0, seq: refused.seq }, refused.bytes);
    acknowledged.set(refused.seq, sha256(refused.bytes));
    await expectAllStored(server, student, acknowledged);
    expect(await (await fetch(`${server.origin}/readyz`)).json()).toEqual({ ok: true, storage: 'ok' });
  });

  it.skipIf(why !== null)('of the database is told the same way, and the server outlives it', async () => {
    if (database === 'pglite') {
      disk = makeSmallDisk(160);
      server = await startServer({ database, config: { dataDir: join(disk.dir, 'data') } });
    } else {
      disk = makeSmallDisk(4);
      server = await startServer({ database });
      const space = join(disk.dir, 'space');
      mkdirSync(space);
      const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']));
      if (process.getuid?.() === 0) chownSync(space, id('-u'), id('-g'));
      await sql`create tablespace small location ${sql.lit(space)}`.execute(server.services.db);
      await sql`alter table journal set tablespace small`.execute(server.services.db);
    }
    const student = await Student.signIn(server);
    await student.goToBegin();
    if (database === 'pglite') disk.leave(28);
    let acknowledged = 0;
    const sendMuch = async (): Promise<void> => {
      for (let tries = 0; tries < 200; tries++) {
        const from = student.journal.length;
        for (let i = 0; i < 100; i++) {
          student.note({ kind: 'event', event: 'copy', detail: randomBytes(100).toString('hex') });
        }
        const entries = student.journal.slice(from);
        try {
          ({ acknowledged } = await student.send(entries));
        } catch (error) {
          student.journal.length = from;
          throw error;
        }
      }
    };
    await expect(sendMuch()).rejects.toMatchObject({ code: 'storage_full', details: { retryAfterS: 30 } });
    expect(acknowledged).toBeGreaterThan(0);
    expect(acknowledged).toBe(student.journal.length);
    expect(await student.view()).toMatchObject({ phase: 'running' });
    if (database === 'pglite') {
      const dataDir = join(disk.dir, 'second');
      // Where PGlite would hang for ever, the server says what is wrong.
      await expect(startServer({ config: { dataDir } })).rejects.toThrow('make room first');
    }

    disk.resize(200);
    student.note({ kind: 'event', event: 'copy', detail: 'there is room again' });
    expect(await student.send(student.journal.slice(-1))).toMatchObject({
      acknowledged: student.journal.length,
    });
  });
});

async function expectAllStored(
  server: TestServer,
  student: Student,
  acknowledged: ReadonlyMap<number, string>,
): Promise<void> {
  const params = { sessionId: student.sessionId };
  const proctor = await server.signIn('proctor', 'proctor-password');
  const { segments } = await server.call('listSegments', { params }, student.uploadToken);
  expect(new Map(segments.map(({ seq, sha256 }) => [seq, sha256]))).toEqual(acknowledged);
  for (const [seq, hash] of acknowledged) {
    const inPath = { ...params, kind: 'camera' as const, epoch: '0', seq: String(seq) };
    expect(sha256(await server.call('segment', { params: inPath }, proctor))).toBe(hash);
  }
}
