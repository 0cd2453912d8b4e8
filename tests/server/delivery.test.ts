import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEAL_OVERHEAD_BYTES } from '../../src/protocol/seal.ts';
import { piece, segmentBody, setupWith, Student } from './exam-actors.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
let student: Student;

beforeAll(async () => {
  server = await startServer({ setup: setupWith({ identification: 'skip' }) });
  student = await Student.signIn(server);
  await student.open();
  await student.consent();
  await student.check();
  await student.begin();
});
afterAll(() => server.close());

const camera = (seq: number) => ({ kind: 'camera' as const, epoch: 0, seq });
const refused = (code: string, details?: object) =>
  expect.objectContaining({ code, ...(details ? { details: expect.objectContaining(details) } : {}) });

describe('a delivery', () => {
  const delivered = (seq: number) => {
    student.note(segmentBody(camera(seq), server.services.now()));
    return student.journal.slice(-1);
  };

  it('is kept whole, and once', async () => {
    const entries = [...delivered(20), ...delivered(21)];
    const last = entries.at(-1)!.seq;
    for (let time = 0; time < 2; time++) {
      const answer = await student.deliver([{ seq: 20 }, { seq: 21 }], entries);
      expect(answer).toMatchObject({ acknowledged: last, session: { id: student.sessionId } });
    }
    const params = { sessionId: student.sessionId };
    const { segments, journalSeq } = await server.call('listSegments', { params }, student.uploadToken);
    expect(segments.map(({ seq }) => seq)).toEqual(expect.arrayContaining([20, 21]));
    expect(journalSeq).toBe(last);
  });

  it.each([
    ['another hash', { sha256: 'a'.repeat(64) }, 'wrong_hash'],
    ['a start in 1970', { startAt: 5 }, 'bad_request'],
    ['sound alone', { mimeType: 'audio/mp4' }, 'unsupported_media'],
    ['a media piece as init', { seq: 0 }, 'unsupported_media'],
    ['a sealed record that does not open', { sealed: true as const, bytes: 1 }, 'wrong_hash'],
  ])('names the piece with %s', async (_, facts, code) => {
    const body = 'sealed' in facts ? [Buffer.alloc(1 + SEAL_OVERHEAD_BYTES)] : [piece(1)];
    await expect(student.deliver([facts], [], body)).rejects.toEqual(
      refused(code, { piece: { kind: 'camera', epoch: 0, seq: 'seq' in facts ? facts.seq : 1 } }),
    );
  });

  it('is refused when its parts are not what its head says', async () => {
    await expect(student.deliver([{ bytes: 5 }], [])).rejects.toEqual(refused('bad_request'));
    await expect(student.deliver([], [])).rejects.toEqual(refused('bad_request'));
    const params = { sessionId: student.sessionId };
    for (const body of [[1], [0, 0, 0, 9, 1], [255, 255, 255, 255], [0, 0, 0, 1, 7]]) {
      const send = server.call('deliver', { params, body: Uint8Array.from(body) }, student.uploadToken);
      await expect(send).rejects.toEqual(refused('bad_request'));
    }
  });

  it('keeps the pieces of a broken chain', async () => {
    await expect(
      student.deliver(
        [{ seq: 30 }],
        delivered(30).map((entry) => ({ ...entry, seq: 99 })),
      ),
    ).rejects.toEqual(refused('conflict'));
    student.journal.pop();
    const params = { sessionId: student.sessionId };
    const { segments } = await server.call('listSegments', { params }, student.uploadToken);
    expect(segments.map(({ seq }) => seq)).toContain(30);
  });
});
