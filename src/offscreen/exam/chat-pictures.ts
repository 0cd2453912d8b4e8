import { bytesHeaders } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { MessageId, SessionId } from '../../protocol/ids.ts';
import { api } from '../../shared/api-client.ts';
import type { ApiOptions } from '../../shared/call-route.ts';
import { sha256Hex } from '../../shared/hash.ts';
import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';
import { encodeWebp } from '../frames/encode.ts';
import type { Feed } from './feed.ts';

/** As wide as the panel shows it on a sharp screen. */
const SHOWN_WIDTH = 560;
const QUALITY = 0.8;
/** 2 MiB on a line of 256 kbit/s take 66 s. */
const SEND_TIMEOUT_MS = 120_000;

export interface ChatPicturesOptions {
  sessionId: SessionId;
  api: () => ApiOptions;
  feed: Pick<Feed, 'writePicture' | 'remove' | 'delivered'>;
  now: () => number;
  signal: AbortSignal;
}

/** Pictures of the chat: the student's own go up until the server has them, others come down when they are looked at. */
export class ChatPictures {
  readonly #options: ChatPicturesOptions;
  /** What was asked for or sent, as the panel shows it. */
  readonly #shown = new Map<MessageId, Promise<string | null>>();

  constructor(options: ChatPicturesOptions) {
    this.#options = options;
  }

  /** Base64 of a WebP, or null when it cannot be had now. */
  async shown(id: MessageId): Promise<string | null> {
    const known = this.#shown.get(id) ?? this.#fetch(id);
    this.#shown.set(id, known);
    const webp = await known;
    // Asked for again next time.
    if (webp === null) this.#shown.delete(id);
    return webp;
  }

  async #fetch(id: MessageId): Promise<string | null> {
    const { sessionId, api: target, signal } = this.#options;
    const params = { sessionId, messageId: id };
    return api(target(), 'ownChatImage', { params }, { signal })
      .then((bytes) => shrink(bytes))
      .catch(() => null);
  }

  /** Sends until the server has it; what the server does not take goes from the feed again. */
  async send(id: MessageId, file: string): Promise<void> {
    const { sessionId, api: target, feed, now, signal } = this.#options;
    const bytes = Uint8Array.from(atob(file), (char) => char.charCodeAt(0));
    this.#shown.set(
      id,
      shrink(bytes).catch(() => null),
    );
    feed.writePicture(id, now());
    const headers = { [bytesHeaders.sha256]: await sha256Hex(bytes) };
    const input = { params: { sessionId, messageId: id }, body: bytes };
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        await api(target(), 'studentImage', input, { signal, headers, timeoutMs: SEND_TIMEOUT_MS });
        return feed.delivered(id);
      } catch (error) {
        if (
          error instanceof ExamusError &&
          error.status < 500 &&
          error.status !== 429 &&
          error.status !== 401
        ) {
          return feed.remove(id);
        }
        await new Bell().heard(signal, backoffMs(failures, error));
      }
    }
  }
}

async function shrink(bytes: Uint8Array): Promise<string> {
  const whole = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const width = Math.min(whole.width, SHOWN_WIDTH);
  const height = Math.max(1, Math.round((whole.height * width) / whole.width));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(whole, 0, 0, width, height);
  whole.close();
  return encodeWebp({ pixels: context.getImageData(0, 0, width, height).data, width, height }, QUALITY);
}
