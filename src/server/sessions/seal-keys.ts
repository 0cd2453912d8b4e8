import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import { ExamusError } from '../../protocol/errors.ts';
import {
  SEAL_INFO,
  SEAL_IV_BYTES,
  SEAL_OVERHEAD_BYTES,
  SEAL_POINT_BYTES,
  SEAL_TAG_BYTES,
  SEAL_VERSION,
} from '../../protocol/seal.ts';

/** The keys to which students' machines seal what they keep (`protocol/seal.ts`), one per session. */
export interface SealKeys {
  publicKeyOf(sessionId: string): string;
  /** Rejects with `wrong_hash` what was altered, or sealed to another key or for another place. */
  open(sessionId: string, sealed: Uint8Array, place: string): Buffer;
}

/** Order of P-256's group (FIPS 186-5). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * A session's private key follows from the server's secret: nothing is stored, and several servers with one secret
 * open each other's. 64 bits more than the key has, so that the remainder is even (FIPS 186-5, A.2.1).
 */
export function sealKeysFrom(secret: string): SealKeys {
  const pairOf = (sessionId: string) => {
    const bits = Buffer.from(hkdfSync('sha256', secret, sessionId, 'examus session seal key v1', 40));
    const scalar = (BigInt(`0x${bits.toString('hex')}`) % (ORDER - 1n)) + 1n;
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(scalar.toString(16).padStart(64, '0'), 'hex');
    return pair;
  };
  return {
    publicKeyOf: (sessionId) => pairOf(sessionId).getPublicKey('base64'),
    open(sessionId, sealed, place) {
      try {
        return openWith(pairOf(sessionId), Buffer.from(sealed), place);
      } catch (cause) {
        throw new ExamusError('wrong_hash', 'this sealed record does not open', undefined, { cause });
      }
    },
  };
}

function openWith(pair: ReturnType<typeof createECDH>, sealed: Buffer, place: string): Buffer {
  if (sealed.length < SEAL_OVERHEAD_BYTES || sealed[0] !== SEAL_VERSION)
    throw new Error('not a sealed record');
  const ivAt = 1 + SEAL_POINT_BYTES;
  const bodyAt = ivAt + SEAL_IV_BYTES;
  const point = sealed.subarray(1, ivAt);
  const info = Buffer.concat([Buffer.from(SEAL_INFO), point, pair.getPublicKey()]);
  const key = Buffer.from(hkdfSync('sha256', pair.computeSecret(point), '', info, 32));
  const tagAt = sealed.length - SEAL_TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(ivAt, bodyAt), {
    authTagLength: SEAL_TAG_BYTES,
  })
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(tagAt));
  return Buffer.concat([decipher.update(sealed.subarray(bodyAt, tagAt)), decipher.final()]);
}
