import { SEAL_INFO, SEAL_IV_BYTES, SEAL_VERSION } from '../protocol/seal.ts';
import { fromBase64 } from './base64.ts';

/** Seals records to one session's key (`protocol/seal.ts`); who seals cannot open again. */
export interface Sealer {
  seal(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer, place: string): Promise<Uint8Array<ArrayBuffer>>;
}

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
const utf8 = new TextEncoder();

/** Makes the key of the occasion: one per opening of a journal. Rejects when `publicKey` is none. */
export async function sealerTo(publicKey: string): Promise<Sealer> {
  const point = fromBase64(publicKey);
  const theirs = await crypto.subtle.importKey('raw', point, curve, false, []);
  const { privateKey, publicKey: ours } = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const ourPoint = new Uint8Array(await crypto.subtle.exportKey('raw', ours));
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256);
  const info = joined(utf8.encode(SEAL_INFO), ourPoint, point);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']),
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  );
  return {
    async seal(bytes, place) {
      const iv = crypto.getRandomValues(new Uint8Array(SEAL_IV_BYTES));
      const how = { name: 'AES-GCM', iv, additionalData: utf8.encode(place) };
      const body = new Uint8Array(await crypto.subtle.encrypt(how, key, bytes));
      return joined(Uint8Array.of(SEAL_VERSION), ourPoint, iv, body);
    },
  };
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
