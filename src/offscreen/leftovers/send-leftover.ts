import type { ErrorCode } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { Bell } from '../bell.ts';
import { reportDrained } from '../exam/report-drained.ts';
import type { JournalDatabase, SessionMeta } from '../journal/database.ts';
import { Journal } from '../journal/journal.ts';
import { learnFromServer } from '../upload/learn-from-server.ts';
import { sendPicture } from '../upload/send-picture.ts';
import { Uploader } from '../upload/uploader.ts';

export interface Leftover {
  db: JournalDatabase;
  meta: SessionMeta;
  now: () => number;
  signal: AbortSignal;
}

/**
 * Sends what one session left, as slowly as a backlog goes up, and says that it is done where the student had ended it.
 * Resolves with the server's code when it knows token or session no more.
 */
export async function sendLeftover({
  db,
  meta,
  now,
  signal: outer,
}: Leftover): Promise<'sent' | 'stopped' | ErrorCode> {
  const end = new AbortController();
  const signal = AbortSignal.any([outer, end.signal]);
  const bell = new Bell();
  let denied: ErrorCode | null = null;
  const onDenied = (code: ErrorCode) => {
    denied = code;
    bell.ring();
    end.abort();
  };
  const journal = await Journal.open(db, meta, now);
  const target = {
    sessionId: meta.sessionId as SessionId,
    api: () => ({ origin: meta.origin, token: meta.uploadToken }),
  };
  const uploader = new Uploader({
    journal,
    target,
    signal,
    onSession: () => undefined,
    isPaced: () => true,
    onDenied,
  });
  journal.onChange = () => {
    uploader.wake();
    bell.ring();
  };
  void learnFromServer(journal, target, signal);
  uploader.start();
  const pictures = { ...target, pictures: journal.pictures, signal, onDenied };
  for (const { id } of journal.pictures.waiting) void sendPicture(pictures, id);
  while (!journal.isEmpty && !signal.aborted) await bell.heard(signal);
  if (!signal.aborted && journal.isEnded) {
    await reportDrained({ ...target, signal, onDenied });
  }
  end.abort();
  return denied ?? (outer.aborted ? 'stopped' : 'sent');
}
