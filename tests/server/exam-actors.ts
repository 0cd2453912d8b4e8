import { createHash, randomUUID } from 'node:crypto';
import type { CheckReport } from '../../src/protocol/check.ts';
import type { DeliveredPiece } from '../../src/protocol/delivery.ts';
import type { ExamId, MessageId, SessionId, WarningId } from '../../src/protocol/ids.ts';
import { CHAIN_START, chainText, type JournalBody, type JournalEntry } from '../../src/protocol/journal.ts';
import type { SegmentKey } from '../../src/protocol/recording.ts';
import type { InferInput } from 'valibot';
import type { examSettings } from '../../src/protocol/exam-settings.ts';
import type { SessionView } from '../../src/protocol/views.ts';
import { packDelivery } from '../../src/offscreen/upload/pack-delivery.ts';
import type { Warning, WarningType } from '../../src/protocol/warnings.ts';
import { demoSetup, type Setup, type TestServer } from './harness.ts';

export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
export const messageId = (): MessageId => randomUUID() as MessageId;

/** Bytes that begin like a piece of a recording; `text` tells one from another. */
export function piece(seq: number, text = `piece ${seq}`): Buffer {
  const box = Buffer.alloc(8);
  box.writeUInt32BE(8 + text.length);
  box.write(seq === 0 ? 'ftyp' : 'moof', 4, 'latin1');
  return Buffer.concat([box, Buffer.from(text)]);
}
/** A piece's name as the parts of a path. */
export const inPath = ({ kind, epoch, seq }: SegmentKey) => ({
  kind,
  epoch: String(epoch),
  seq: String(seq),
});
export const jpeg = (text = 'a face'): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(text)]);

export const goodReport: CheckReport = {
  results: (['camera', 'microphone', 'screen', 'server'] as const).map((id) => ({ id, ok: true })),
  userAgent: 'test',
  extensionVersion: '0.1.0',
  tries: 1,
};

/** The demo institutions with one exam of these settings in the first. */
export function setupWith(settings: InferInput<typeof examSettings>): Setup {
  const setup = demoSetup();
  for (const institution of setup.institutions) {
    for (const exam of institution.exams ?? []) exam.settings = { attemptsAllowed: 3, ...settings };
  }
  return setup;
}

/** What a student's machine needs of a server. */
type Machine = Pick<TestServer, 'call' | 'services'>;

/** A student's machine: signs in, goes through the steps, keeps a journal and sends pieces. */
export class Student {
  readonly #server: Machine;
  readonly token: string;
  sessionId = '' as SessionId;
  uploadToken = '';
  readonly journal: JournalEntry[] = [];

  constructor(server: Machine, token: string) {
    this.#server = server;
    this.token = token;
  }
  static async signIn(server: TestServer, userName = 'student', institution = 'examus'): Promise<Student> {
    return new Student(server, await server.signIn(userName, `${userName}-password`, institution));
  }
  /** The same machine against a server that was started again. */
  at(server: TestServer): Student {
    const same = new Student(server, this.token);
    same.sessionId = this.sessionId;
    same.uploadToken = this.uploadToken;
    same.journal.push(...this.journal);
    return same;
  }

  async examId(): Promise<ExamId> {
    const { exams } = await this.#server.call('listExams', {}, this.token);
    return exams[0]!.id;
  }
  async open(): Promise<SessionView> {
    const params = { examId: await this.examId() };
    const { session, uploadToken } = await this.#server.call('openSession', { params }, this.token);
    this.sessionId = session.id;
    this.uploadToken = uploadToken;
    return session;
  }
  get #params() {
    return { sessionId: this.sessionId };
  }
  view = (): Promise<SessionView> => this.#server.call('session', { params: this.#params }, this.uploadToken);

  async consent(language: 'ru' | 'kk' | 'en' = 'ru'): Promise<SessionView> {
    const text = await this.#server.call(
      'consentText',
      { params: this.#params, query: { language } },
      this.token,
    );
    const { version, sha256 } = text;
    const body = { version, language, sha256, accepted: true as const };
    return this.#server.call('consent', { params: this.#params, body }, this.token);
  }
  check = (body = goodReport): Promise<SessionView> =>
    this.#server.call('sessionCheck', { params: this.#params, body }, this.token);
  photo = (photo: 'face' | 'passport', body: Buffer = jpeg(), hash = sha256(body)): Promise<SessionView> =>
    this.#server.call('putPhoto', { params: { ...this.#params, photo }, body }, this.token, {
      headers: { 'examus-sha256': hash },
    });
  begin = (): Promise<SessionView> => this.#server.call('begin', { params: this.#params }, this.token);
  drained = (): Promise<SessionView> =>
    this.#server.call('drained', { params: this.#params }, this.uploadToken);

  /** All steps up to `begin`, for an exam that asks for a document. */
  async goToBegin(): Promise<SessionView> {
    await this.open();
    await this.consent();
    await this.check();
    await this.photo('passport');
    return this.begin();
  }

  put(
    key: SegmentKey,
    body: Buffer = piece(key.seq),
    { startAt = this.#server.services.now(), durationMs = key.seq === 0 ? 0 : 4000, headers = {} } = {},
  ): Promise<{ stored: boolean }> {
    return this.#server.call(
      'putSegment',
      { params: { ...this.#params, ...inPath(key) }, body },
      this.uploadToken,
      {
        headers: {
          'content-type': 'video/mp4;codecs=avc1,opus',
          'examus-sha256': sha256(body),
          'examus-start-at': String(startAt),
          'examus-duration-ms': String(durationMs),
          ...headers,
        },
      },
    );
  }

  /** Pieces with the journal's entries of them in one request, as an extension sends them during an exam. */
  async deliver(
    pieces: readonly Partial<DeliveredPiece>[],
    entries = this.journal,
    bytes = pieces.map(({ seq = 1 }) => piece(seq)),
  ): Promise<{ acknowledged: number; session: SessionView }> {
    const facts = pieces.map((one, index) => ({
      kind: 'camera' as const,
      epoch: 0,
      seq: 1,
      sha256: sha256(bytes[index]!),
      bytes: bytes[index]!.length,
      mimeType: 'video/mp4',
      startAt: this.#server.services.now(),
      durationMs: 4000,
      ...one,
    }));
    const body = await packDelivery(
      { entries, pieces: facts },
      bytes.map((each) => Uint8Array.from(each).buffer),
    );
    return this.#server.call('deliver', { params: this.#params, body }, this.uploadToken);
  }

  /** Writes into the journal what happened, without sending it. */
  note(body: JournalBody, at = this.#server.services.now()): JournalEntry {
    const last = this.journal.at(-1);
    const entry = { seq: (last?.seq ?? 0) + 1, at, body, prev: last?.hash ?? CHAIN_START };
    const sealed = { ...entry, hash: sha256(chainText(entry)) };
    this.journal.push(sealed);
    return sealed;
  }
  send = (entries = this.journal): Promise<{ acknowledged: number; session: SessionView }> =>
    this.#server.call('appendJournal', { params: this.#params, body: { entries } }, this.uploadToken);
}

export const newWarning = (type: WarningType, startAt: number, more: Partial<Warning> = {}): Warning => ({
  id: randomUUID() as WarningId,
  type,
  startAt,
  endAt: null,
  source: 'ai',
  confidence: 0.9,
  reason: 'faces=0',
  ...more,
});

export const segmentBody = (
  key: SegmentKey,
  startAt: number,
  durationMs = 4000,
  bytes = piece(key.seq),
): JournalBody => ({
  kind: 'segment',
  segment: { ...key, sha256: sha256(bytes), bytes: bytes.length, mimeType: 'video/mp4', startAt, durationMs },
});
