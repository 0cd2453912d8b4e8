import { bytesHeaders } from '../../protocol/api.ts';
import { type ErrorCode, ExamusError } from '../../protocol/errors.ts';
import type { MessageId, SessionId } from '../../protocol/ids.ts';
import { api } from '../../shared/api-client.ts';
import type { ApiOptions } from '../../shared/call-route.ts';
import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';
import type { KeptPictures } from '../journal/kept-pictures.ts';
import { denials } from './uploader.ts';

/** 2 MiB on a line of 256 kbit/s take 66 s. */
const SEND_TIMEOUT_MS = 120_000;

export interface PictureTarget {
  sessionId: SessionId;
  api: () => ApiOptions;
  pictures: KeptPictures;
  signal: AbortSignal;
  /** The server knows token or session no more: asking on is for nothing. */
  onDenied?: (code: ErrorCode) => void;
}

/**
 * Sends a picture of the chat until the server has it or says that it never takes it; either way it is kept no longer.
 * Stopped before, it stays for the next start.
 */
export async function sendPicture(
  target: PictureTarget,
  id: MessageId,
): Promise<'sent' | 'refused' | 'stopped'> {
  const { pictures, signal, onDenied } = target;
  for (let failures = 0; !signal.aborted; failures++) {
    let reason: unknown;
    try {
      await put(target, id);
      await pictures.forget(id);
      return 'sent';
    } catch (error) {
      reason = error;
    }
    if (reason instanceof ExamusError) {
      if (onDenied && denials.has(reason.code)) onDenied(reason.code);
      else if (isFinal(reason)) {
        await pictures.forget(id);
        return 'refused';
      }
    }
    await new Bell().heard(signal, backoffMs(failures, reason));
  }
  return 'stopped';
}

/** Rejects with `bad_request` when the picture is lost here. */
async function put({ sessionId, api: target, pictures, signal }: PictureTarget, id: MessageId) {
  const picture = await pictures.read(id);
  if (!picture) throw new ExamusError('bad_request', 'the picture is lost', { id });
  const { bytes, sha256, isSealed } = picture;
  const headers = { [bytesHeaders.sha256]: sha256, ...(isSealed ? { [bytesHeaders.sealed]: '1' } : {}) };
  const input = { params: { sessionId, messageId: id }, body: bytes };
  return api(target(), 'studentImage', input, { signal, headers, timeoutMs: SEND_TIMEOUT_MS });
}

/** A login that ran out is renewed, a busy server is asked again. */
const isFinal = ({ status }: ExamusError): boolean => status < 500 && status !== 429 && status !== 401;
