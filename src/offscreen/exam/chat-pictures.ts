import type { MessageId } from '../../protocol/ids.ts';
import { api } from '../../shared/api-client.ts';
import { encodeWebp } from '../frames/encode.ts';
import { type PictureTarget, sendPicture } from '../upload/send-picture.ts';
import type { Feed } from './feed.ts';

/** As wide as the panel shows it on a sharp screen. */
const SHOWN_WIDTH = 560;
const QUALITY = 0.8;

export interface ChatPicturesOptions extends Omit<PictureTarget, 'onDenied'> {
  feed: Pick<Feed, 'writePicture' | 'remove' | 'delivered'>;
  now: () => number;
  /** A picture that could not be shown before can be now: base64 of a WebP, or null. */
  onShown: (id: MessageId, webp: string | null) => void;
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

  /** Goes on with what an earlier start could not send. Sealed as it is here, it is seen only when the server has it. */
  goOn(): void {
    const { pictures, feed, onShown } = this.#options;
    for (const { id, at } of pictures.waiting) {
      feed.writePicture(id, at);
      void this.#deliver(id).then(async () => onShown(id, await this.shown(id)));
    }
  }

  /** Keeps a picture and sends it until the server has it; what the server does not take goes from the feed again. */
  async send(id: MessageId, file: string): Promise<void> {
    const { pictures, feed, now } = this.#options;
    const bytes = Uint8Array.from(atob(file), (char) => char.charCodeAt(0));
    this.#shown.set(
      id,
      shrink(bytes).catch(() => null),
    );
    const at = now();
    feed.writePicture(id, at);
    await pictures.keep(id, bytes, at);
    await this.#deliver(id);
  }

  async #deliver(id: MessageId): Promise<void> {
    const { feed } = this.#options;
    const outcome = await sendPicture(this.#options, id);
    if (outcome === 'sent') feed.delivered(id);
    if (outcome === 'refused') feed.remove(id);
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
