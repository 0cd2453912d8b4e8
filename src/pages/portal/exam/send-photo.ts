import { bytesHeaders } from '../../../protocol/api.ts';
import type { Photo } from '../../../protocol/calls.ts';
import type { PhotoKind } from '../../../protocol/exam-settings.ts';
import type { SessionView } from '../../../protocol/views.ts';
import { sha256Hex } from '../../../shared/hash.ts';
import { ask } from '../state/server.ts';

/** Sends one identity photo. On a slow line it may take its time; sending again replaces it. */
export async function sendPhoto(session: SessionView, kind: PhotoKind, photo: Photo): Promise<SessionView> {
  const { type, bytes } = fromDataUrl(photo.dataUrl);
  return ask(
    'putPhoto',
    { params: { sessionId: session.id, photo: kind }, body: bytes },
    { headers: { 'content-type': type, [bytesHeaders.sha256]: await sha256Hex(bytes) }, timeoutMs: 60_000 },
  );
}

/** Bytes and type of a base64 `data:` URL. */
export function fromDataUrl(url: string): { type: string; bytes: Uint8Array<ArrayBuffer> } {
  const [, type, base64] = /^data:([^;,]+);base64,(.*)$/s.exec(url) ?? [];
  if (!type || base64 === undefined) throw new TypeError('not a base64 data URL');
  return { type, bytes: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) };
}
