import { createHash } from 'node:crypto';
import { putSegment } from '../../src/server/recordings/put-segment.ts';
import { readTracks } from '../../src/shared/mp4.ts';
import type { Recorded } from '../../tests/e2e/console-recordings.ts';
import { Student } from '../../tests/server/exam-actors.ts';
import type { TestServer } from '../../tests/server/harness.ts';
import { restamp } from '../../tests/support/recordings/restamp.ts';

/** What was recorded, said again and again until it fills the time. */
export type Kinds = Record<'camera' | 'screen', Recorded>;

/** A finished session of so many milliseconds, every piece of which went the server's own way to disk and row. */
export async function seedLongSession(
  server: TestServer,
  recorded: Kinds,
  lengthMs: number,
): Promise<Student> {
  server.turnClock(-lengthMs);
  const student = await Student.signIn(server);
  await student.goToBegin();
  const startAt = server.services.now();
  const rows = (['camera', 'screen'] as const)
    .flatMap((kind) => [...piecesOf(kind, recorded, lengthMs)])
    .sort((a, b) => a.afterMs - b.afterMs);
  const begun = Date.now();
  for (const { kind, seq, afterMs, durationMs, bytes, mimeType } of rows) {
    // As it was in the exam: a piece comes when it has been recorded, or the server would take it for a wrong clock's.
    const nowMs = Math.min(lengthMs, afterMs + durationMs);
    server.turnClock(startAt + nowMs - server.services.now());
    const sha256 = createHash('sha256').update(bytes()).digest('hex');
    const facts = {
      startAt: Math.round(startAt + afterMs),
      durationMs: Math.round(durationMs),
      mimeType,
      sha256,
    };
    await putSegment(server.services, student.sessionId, { kind, epoch: 0, seq }, facts, bytes());
  }
  server.turnClock(Date.now() - server.services.now());
  console.log(
    `${rows.length} pieces of a session of ${lengthMs / 60_000} min kept in ${(Date.now() - begun) / 1000} s`,
  );
  student.note({ kind: 'intent', intent: 'finish' });
  await student.send();
  await student.drained();
  return student;
}

interface LatePiece {
  kind: 'camera' | 'screen';
  seq: number;
  mimeType: string;
  afterMs: number;
  durationMs: number;
  /** Made when they are wanted: three hours are 200 MB. */
  bytes: () => Uint8Array;
}

function* piecesOf(kind: 'camera' | 'screen', recorded: Kinds, lengthMs: number): Generator<LatePiece> {
  const { pieces, startedAt } = recorded[kind];
  const init = pieces[0];
  // How long the last frame of all is shown was guessed when the recorder stopped: it would leave a hole at each seam.
  const media = pieces.slice(1, -1);
  const mimeType = `video/mp4;codecs=${kind === 'camera' ? 'avc1,opus' : 'avc1'}`;
  const loopMs = pieces.at(-1)!.startMs - media[0]!.startMs;
  const offsetMs = startedAt - Math.min(recorded.camera.startedAt, recorded.screen.startedAt);
  const tracks = readTracks(init!.bytes);
  yield { kind, seq: 0, mimeType, afterMs: offsetMs, durationMs: 0, bytes: () => init!.bytes };
  for (let index = 0; ; index++) {
    const loop = Math.floor(index / media.length);
    const piece = media[index % media.length]!;
    const afterMs = offsetMs + loop * loopMs + piece.startMs;
    if (afterMs + piece.durationMs > lengthMs) return;
    const bytes = () => restamp(piece.bytes, tracks, () => loop * loopMs, loop * media.length);
    yield { kind, seq: index + 1, mimeType, afterMs, durationMs: piece.durationMs, bytes };
  }
}
