import { openJournalDatabase } from '../../src/offscreen/journal/database.ts';
import { Journal } from '../../src/offscreen/journal/journal.ts';
import { pieceName, segmentOf } from '../../src/offscreen/journal/pending.ts';
import type { JournalBody } from '../../src/protocol/journal.ts';
import type { WarningId } from '../../src/protocol/ids.ts';
import { SEGMENT_MS } from '../../src/protocol/recording.ts';
import { sha256Hex } from '../../src/shared/hash.ts';

/** Runs in a page: the journal of an exam without a line, on the browser's own IndexedDB. */
export interface LongJournal {
  /** Goes on with the exam for so long, with pieces of so many bytes. */
  record: (minutes: number, pieceBytes: number) => Promise<void>;
  /** As after the death of the browser. */
  open: () => Promise<Kept>;
  /** Hands everything over, piece by piece, as after the outage: how many pieces were whole. */
  drain: () => Promise<number>;
  /** What the browser says that it takes, in bytes. */
  usage: () => Promise<number>;
  kept: () => Kept;
}
export interface Kept {
  entries: number;
  pieces: number;
  bytes: number;
  seq: number;
  isEnded: boolean;
}

// Any P-256 point: here nothing is opened again.
const sealKey = 'BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=';
const owner = { sessionId: 'long', origin: 'https://exam.example', uploadToken: 'token', sealKey };
const EPOCH = 7000;
/** Per minute of an exam, more than students cause. */
const WARNINGS = 2;
const DELIVERY_PIECES = 50;

let journal: Journal;
let atMs = 0;
let db: Awaited<ReturnType<typeof openJournalDatabase>> | undefined;

async function record(minutes: number, pieceBytes: number): Promise<void> {
  const piece = new Uint8Array(pieceBytes);
  for (const endMs = atMs + minutes * 60_000; atMs < endMs; atMs += SEGMENT_MS) {
    const writing = (['camera', 'screen'] as const).map(async (kind) => {
      crypto.getRandomValues(piece.subarray(0, 1024));
      const bytes = piece.slice();
      const seq = atMs / SEGMENT_MS;
      const segment = { kind, epoch: EPOCH, seq, sha256: await sha256Hex(bytes), bytes: pieceBytes };
      const facts = { mimeType: 'video/mp4', startAt: atMs, durationMs: SEGMENT_MS };
      return journal.append({ kind: 'segment', segment: { ...segment, ...facts } }, bytes.buffer);
    });
    await Promise.all(writing);
    if (atMs % 60_000 === 0) await happen();
  }
}

/** What is noted in a minute beside the recording. */
async function happen(): Promise<void> {
  const id = crypto.randomUUID() as WarningId;
  const seen = { id, type: 'no_user_in_frame', source: 'ai', confidence: 0.9, reason: 'faces=0' } as const;
  const bodies: JournalBody[] = [{ kind: 'event', event: 'device_lost', detail: 'microphone muted' }];
  for (let warning = 0; warning < WARNINGS; warning++) {
    const startAt = atMs + warning * 1000;
    bodies.push({ kind: 'warning', warning: { ...seen, startAt, endAt: null } });
    bodies.push({ kind: 'warning', warning: { ...seen, startAt, endAt: startAt + 900 } });
  }
  for (const body of bodies) await journal.append(body);
}

async function open(): Promise<Kept> {
  db?.close();
  db = await openJournalDatabase('long-journal');
  journal = await Journal.open(db, owner, () => atMs);
  return kept();
}

function kept(): Kept {
  const { pending, seq, isEnded, waiting } = journal;
  return { entries: pending.size, seq, isEnded, ...waiting };
}

async function drain(): Promise<number> {
  let whole = 0;
  while (!journal.isEmpty) {
    const rows = [...journal.pending.values()].slice(0, DELIVERY_PIECES);
    const segments = rows.flatMap(({ entry }) => segmentOf(entry) ?? []);
    for (const segment of segments) {
      const piece = await journal.bytesOf(pieceName(segment));
      // Sealed: longer than what was recorded by a fixed measure.
      if (piece && piece.bytes.byteLength > segment.bytes) whole += 1;
    }
    await journal.markDelivered(segments.map(pieceName), rows.at(-1)!.entry.seq);
  }
  return whole;
}

const usage = async (): Promise<number> => (await navigator.storage.estimate()).usage ?? 0;

Object.assign(globalThis, { longJournal: { record, open, drain, usage, kept } satisfies LongJournal });
