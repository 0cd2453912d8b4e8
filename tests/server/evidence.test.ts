import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { RecordingKind } from '../../src/protocol/recording.ts';
import type { WarningType } from '../../src/protocol/warnings.ts';
import { nameOf } from '../../src/server/evidence/archive-names.ts';
import { sealLate } from '../../src/server/evidence/seal-late.ts';
import { sweepOnce } from '../../src/server/sessions/deadlines.ts';
import { openZip, readEntry, type Zip } from '../../src/server/evidence/verify/read-zip.ts';
import { verifyEvidence } from '../../src/server/evidence/verify/verify-evidence.ts';
import { jpeg, messageId, newWarning, piece, segmentBody, Student } from './exam-actors.ts';
import { describeOnEachDatabase, startServer, type TestServer } from './harness.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const script = resolve(import.meta.dirname, '../../scripts/verify-evidence.ts');

/** An exam with everything in it that can be kept of one. */
async function takeExam(server: TestServer, proctor: string): Promise<Student> {
  const student = await Student.signIn(server);
  await student.open();
  await student.consent('kk');
  await student.check();
  await student.photo('passport', jpeg('первое'));
  const { startedAt } = await student.begin();
  const record = async (kind: RecordingKind, epoch: number, seq: number): Promise<void> => {
    const bytes = Buffer.concat([piece(seq), randomBytes(2000 + seq)]);
    const key = { kind, epoch, seq };
    const startAt = startedAt! + Math.max(0, seq - 1) * 4000 + 0.25;
    const durationMs = seq === 0 ? 0 : 3999.9999999999995;
    student.note(segmentBody(key, startAt, durationMs, bytes));
    await student.put(key, bytes, { startAt, durationMs });
  };
  for (const kind of ['camera', 'screen'] as const) {
    for (const seq of [0, 1, 2, 3]) await record(kind, 0, seq);
  }
  await record('camera', 1, 0);
  const absent = newWarning('no_user_in_frame', startedAt! + 5000);
  student.note({ kind: 'warning', warning: absent });
  student.note({ kind: 'warning', warning: { ...absent, endAt: startedAt! + 9000.5 } });
  student.note({ kind: 'chat', id: messageId(), text: 'Можно выйти?\u2028 <b>😀' });
  // What cannot be kept under its name is noted, and is no alteration either.
  const id = messageId();
  for (const text of ['раз', 'два']) student.note({ kind: 'chat', id, text });
  await student.send();
  const params = { sessionId: student.sessionId };
  await server.call('proctorChat', { params, body: { id: messageId(), text: 'Да' } }, proctor);
  // The line is cut: the server itself warns of that.
  server.turnClock(60_000);
  await sweepOnce(server.services, 0);
  await server.call('endExam', { params, body: { reason: 'Время' } }, proctor);
  await student.drained();
  const body = { state: 'accepted', comment: 'всё в порядке' } as const;
  await server.call('verdict', { params, body }, proctor);
  return student;
}

async function withFile<T>(path: string, work: (zip: Zip) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await work(await openZip(file));
  } finally {
    await file.close();
  }
}

describeOnEachDatabase('evidence', (database) => {
  let server: TestServer;
  let proctor: string;
  let student: Student;
  const dir = mkdtempSync(join(tmpdir(), 'examus-evidence-'));
  const exported = join(dir, 'exported.zip');

  const exportTo = async (path: string): Promise<Buffer> => {
    const params = { sessionId: student.sessionId };
    const bytes = Buffer.from((await server.call('evidence', { params }, proctor)) as Uint8Array);
    writeFileSync(path, bytes);
    return bytes;
  };
  const statements = () =>
    server.services.db
      .selectFrom('statements')
      .selectAll()
      .where('sessionId', '=', student.sessionId)
      .orderBy('seq')
      .execute();

  beforeAll(async () => {
    server = await startServer({ database });
    proctor = await server.signIn('proctor', 'proctor-password');
    student = await takeExam(server, proctor);
    await exportTo(exported);
  });
  afterAll(async () => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is untouched as exported, by the command too', async () => {
    expect(await verifyEvidence(exported, null)).toMatchObject({
      fault: null,
      facts: {
        sessionId: student.sessionId,
        journalEntries: 14,
        segments: 9,
        photos: 1,
        isKeyTrusted: false,
      },
    });
    const key = await server.call('evidenceKey', {});
    const keyFile = join(dir, 'key.pem');
    writeFileSync(keyFile, key.publicKeyPem);
    const { stdout } = await promisify(execFile)(process.execPath, [script, exported, '--key', keyFile]);
    expect(stdout).toContain(`${key.keyId}, the one given`);
    expect(stdout).toContain('untouched');
  });

  it('fails for one byte changed anywhere, and names what it belongs to', async () => {
    const whole = readFileSync(exported);
    const altered = join(dir, 'altered.zip');
    const faultAfter = async (at: number): Promise<string | undefined> => {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1 << Math.floor(Math.random() * 8);
      writeFileSync(altered, bytes);
      return (await verifyEvidence(altered, null)).fault?.entry;
    };
    const parts = await withFile(exported, async (zip) => {
      const all = [];
      for (const entry of zip.entries) all.push({ ...entry, content: (await readEntry(zip, entry))! });
      return all;
    });
    for (const { name, offset, content } of parts) {
      const start = offset + 30 + name.length;
      for (let tries = 0; tries < 12; tries++) {
        const at = Math.floor(Math.random() * content.length);
        const line = content.subarray(0, at).toString('latin1').split('\n').length;
        expect(await faultAfter(start + at), `${name} at ${at}`).toBe(nameOf(name, line));
      }
      // Its header, its size behind it, and its record in the directory.
      for (const at of [offset + 12, offset + 30, start + content.length + 5]) {
        expect(await faultAfter(at), `${name} around`).toBe(nameOf(name));
      }
    }
    const directory = whole.length - 22 - parts.reduce((sum, { record }) => sum + record.length, 0);
    for (let at = directory; at < whole.length; at += 7) {
      expect(await faultAfter(at), `directory at ${at}`).toBeDefined();
    }
    for (const cut of [1, 30, whole.length - 10]) {
      writeFileSync(altered, whole.subarray(0, whole.length - cut));
      expect((await verifyEvidence(altered, null)).fault?.entry).toBe('archive');
    }
    writeFileSync(altered, Buffer.from(whole).fill(whole[500]! ^ 1, 500, 501));
    await expect(promisify(execFile)(process.execPath, [script, altered])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ALTERED: manifest'),
    });
  });

  it('is not taken for that of another server', async () => {
    const other = await startServer({ database });
    try {
      expect(await verifyEvidence(exported, server.services.signer.publicKey)).toMatchObject({ fault: null });
      expect((await verifyEvidence(exported, other.services.signer.publicKey)).fault).toMatchObject({
        entry: 'signature.json',
      });
    } finally {
      await other.close();
    }
  });

  it('is for proctors of the institution alone, once the exam is closed', async () => {
    const params = { sessionId: student.sessionId };
    const strangers = [
      student.token,
      student.uploadToken,
      await server.signIn('other-proctor', 'other-proctor-password', 'other'),
    ];
    for (const token of strangers) {
      await expect(server.call('evidence', { params }, token)).rejects.toThrow();
    }
    const running = await Student.signIn(server, 'student2');
    await running.goToBegin();
    await expect(
      server.call('evidence', { params: { sessionId: running.sessionId } }, proctor),
    ).rejects.toMatchObject({ code: 'wrong_phase' });
  });

  it('may be broken off while it is sent; bytes that cannot be read end it', async () => {
    const url = `${server.origin}/api/v1/console/sessions/${student.sessionId}/evidence.zip`;
    const headers = { authorization: `Bearer ${proctor}` };
    const gone = new AbortController();
    const half = await fetch(url, { headers, signal: gone.signal });
    await half.body!.getReader().read();
    gone.abort();

    const unreadable = vi
      .spyOn(server.services.blobs, 'get')
      .mockRejectedValue(new Error('the disk does not answer'));
    const answer = await fetch(url, { headers });
    await expect(answer.arrayBuffer()).rejects.toThrow();
    unreadable.mockRestore();
    await exportTo(join(dir, 'again.zip'));
    expect((await verifyEvidence(join(dir, 'again.zip'), null)).fault).toBeNull();
  });

  it('keeps every statement; what comes late is signed anew, once it is quiet', async () => {
    const before = await statements();
    expect(before[0]!.statement).toMatchObject({ segments: { count: 9 } });
    const startAt = server.services.now() - 4000;
    const key = { kind: 'screen', epoch: 0, seq: 4 } as const;
    student.note(segmentBody(key, startAt));
    await student.put(key, piece(4), { startAt });
    await student.send();
    await sealLate(server.services);
    expect(await statements()).toEqual(before);
    server.turnClock(6000);
    await sealLate(server.services);
    await sealLate(server.services);
    const after = await statements();
    expect(after).toHaveLength(before.length + 1);
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)!.statement).toMatchObject({
      segments: { count: 10 },
      closedAt: before[0]!.statement.closedAt,
      journal: { seq: student.journal.length },
    });
    const late = join(dir, 'late.zip');
    await exportTo(late);
    expect(await verifyEvidence(late, null)).toMatchObject({ fault: null, facts: { segments: 10 } });
  });

  it('is told from an altered one when pieces are missing or nobody told of them', async () => {
    const now = server.services.now();
    const seventeen = { kind: 'camera', epoch: 7000, seq: 17 } as const;
    student.note(segmentBody(seventeen, now - 4000));
    // Two computers told of one name: the bytes of one of them stand there.
    student.note(segmentBody({ kind: 'camera', epoch: 1, seq: 0 }, now, 0, piece(0, 'of another computer')));
    student.note({
      kind: 'event',
      event: 'pieces_lost',
      detail: 'camera/1/0-0, 2026-11-28T09:00:00.000Z + 0 s: conflict',
    });
    await student.put({ kind: 'screen', epoch: 0, seq: 5 }, piece(5), { startAt: now - 4000 });
    await student.send();
    const late = join(dir, 'incomplete.zip');
    await exportTo(late);
    expect(await verifyEvidence(late, null)).toMatchObject({
      fault: null,
      facts: {
        pieces: {
          neverReceived: ['camera/7000/17'],
          toldLost: ['camera/1/0'],
          notJournaled: ['screen/0/5'],
        },
      },
    });
    await expect(promisify(execFile)(process.execPath, [script, late])).rejects.toMatchObject({
      code: 3,
      stdout: expect.stringMatching(
        /journaled but never received: 1, first camera\/7000\/17[\s\S]*INCOMPLETE/,
      ),
    });
  });

  it('shows what was changed in the database or on the disk before the export', async () => {
    const { db, blobs } = server.services;
    const { sessionId } = student;
    const changed = join(dir, 'changed.zip');
    const faultOf = async (): Promise<string | undefined> => {
      await exportTo(changed);
      return (await verifyEvidence(changed, null)).fault?.entry;
    };
    expect(await faultOf()).toBeUndefined();

    const act = await db
      .selectFrom('acts')
      .selectAll()
      .where('sessionId', '=', sessionId)
      .where('what', '=', 'ended')
      .executeTakeFirstOrThrow();
    const setDetail = (detail: string) =>
      db
        .updateTable('acts')
        .set({ detail })
        .where('sessionId', '=', sessionId)
        .where('seq', '=', act.seq)
        .execute();
    await setDetail('другая причина');
    expect(await faultOf()).toBe(`act ${act.seq}`);
    await setDetail(act.detail);

    await db.updateTable('chat').set({ text: 'Нет' }).where('from', '=', 'proctor').execute();
    expect(await faultOf()).toBe('chat message 3');
    await db.updateTable('chat').set({ text: 'Да' }).where('from', '=', 'proctor').execute();

    const setOwn = (type: WarningType) =>
      db.updateTable('warnings').set({ type }).where('source', '=', 'system').execute();
    await setOwn('phone');
    expect(await faultOf()).toMatch(/^warning \d$/);
    await setOwn('no_ping');

    await db.updateTable('reviews').set({ state: 'rejected' }).execute();
    expect(await faultOf()).toBe('review');
    await db.updateTable('reviews').set({ state: 'accepted' }).execute();

    const { text } = await db
      .selectFrom('consents')
      .select('text')
      .where('sessionId', '=', sessionId)
      .executeTakeFirstOrThrow();
    const setConsent = (value: string) =>
      db.updateTable('consents').set({ text: value }).where('sessionId', '=', sessionId).execute();
    await setConsent(`${text} И ещё.`);
    expect(await faultOf()).toBe('consent');
    await setConsent(text);

    const { blobKey } = await db
      .selectFrom('segments')
      .select('blobKey')
      .where('sessionId', '=', sessionId)
      .where('kind', '=', 'camera')
      .where('epoch', '=', 0)
      .where('seq', '=', 2)
      .executeTakeFirstOrThrow();
    const bytes = await blobs.get(blobKey);
    await blobs.put(blobKey, piece(2, 'somebody else'));
    expect(await faultOf()).toBe('segment camera/0/2');
    await blobs.delete(blobKey);
    expect(await faultOf()).toBe('segment camera/0/2');
    await blobs.put(blobKey, bytes);
    expect(await faultOf()).toBeUndefined();

    // Even a whole chain made anew, hashes and all, is not the one that was signed when the session closed.
    const [before, last] = student.journal.slice(-2);
    await db.deleteFrom('journal').where('sessionId', '=', sessionId).where('seq', '=', last!.seq).execute();
    await db
      .updateTable('sessions')
      .set({ journalSeq: before!.seq, journalHash: before!.hash })
      .where('id', '=', sessionId)
      .execute();
    expect(await faultOf()).toMatch(/^statement \d+$/);
  });
});
