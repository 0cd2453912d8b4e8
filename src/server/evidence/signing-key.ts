import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { ConfigError } from '../config.ts';
import { readOrMakeSecretFile } from '../store/secret-file.ts';
import { sha256 } from './sha256.ts';

/** Signs what the server vouches for. Everything as lower-case hex: text that has only one spelling. */
export interface Signer {
  keyId: string;
  /** DER (SPKI). */
  publicKey: string;
  publicKeyPem: string;
  sign(text: string): string;
}

/**
 * The server's Ed25519 key: `EXAMUS_SIGNING_KEY` (PKCS #8 PEM), else the key kept in the data directory, made on the
 * first start. It never lies in the database: whoever can rewrite the rows still cannot sign them.
 */
export async function readSigner(dataDir: string, fromEnv: string | undefined): Promise<Signer> {
  if (fromEnv !== undefined) return signerOf(fromEnv, 'EXAMUS_SIGNING_KEY');
  const pem = await readOrMakeSecretFile(dataDir, 'evidence-key.pem', () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  return signerOf(pem, 'evidence-key.pem');
}

function signerOf(pem: string, name: string): Signer {
  // An environment variable often carries the line ends of a PEM as `\n`.
  const key = readKey(() => createPrivateKey(pem.replaceAll('\\n', '\n')), name);
  const publicKey = createPublicKey(key);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    keyId: keyIdOf(der),
    publicKey: der.toString('hex'),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), key).toString('hex'),
  };
}

function readKey(read: () => KeyObject, name: string): KeyObject {
  try {
    const key = read();
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new ConfigError(`${name}: not a private key in PEM (PKCS #8)`, { cause });
  }
  throw new ConfigError(`${name}: an Ed25519 key is needed`);
}

export const keyIdOf = (der: Uint8Array): string => sha256(der).slice(0, 16);

/** `publicKey` as in `Signer`. False also for what is no key at all. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'hex'), format: 'der', type: 'spki' });
    // The same key has to have the same text: hidden bytes behind the key would go unnoticed.
    if (key.export({ type: 'spki', format: 'der' }).toString('hex') !== publicKey) return false;
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex'))
    );
  } catch {
    return false;
  }
}
